import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createUnreadReport } from './unread-report.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-unread-report-'));
after(() => rmSync(place, { recursive: true, force: true }));

const lines = { sourceId: 'vienna', firstBlock: 71, count: 3, failure: { message: 'a defect' }, withheld: [] };
const withheld = [{ peer: '192.0.2.7', receivedAt: 5, bytes: Buffer.from('a\nb\xff', 'latin1') }];

function reportIn(dataFolder: string) {
  const said: string[] = [];
  let now = 0;
  const log = { error: (_: unknown, message: string) => void said.push(message) };
  const report = createUnreadReport({ dataFolder, log, now: () => now });
  return { report, said, wait: (milliseconds: number) => void (now += milliseconds) };
}

test('the same source is told once in a while, however many groups fail', () => {
  const { report, said, wait } = reportIn(place);
  for (let group = 0; group < 100; group++) report(lines);
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', /^3 lines .*a defect/);
  report({ ...lines, sourceId: 'graz' });
  wait(60_000);
  report(lines);
  assert.equal(said.length, 3);
  assert.equal(existsSync(join(place, 'withheld')), false);
});

test('lines that cannot be stored are kept in a file, once however often their group comes', () => {
  const { report, said } = reportIn(place);
  for (let time = 0; time < 2; time++) report({ ...lines, withheld });
  const folder = join(place, 'withheld');
  assert.deepEqual(readdirSync(folder), ['71.ndjson']);
  const [line, rest] = readFileSync(join(folder, '71.ndjson'), 'utf8').split('\n');
  const { base64, ...origin } = JSON.parse(line ?? '') as { base64: string };
  assert.deepEqual([origin, rest], [{ sourceId: 'vienna', peer: '192.0.2.7', receivedAt: 5 }, '']);
  assert.deepEqual(Buffer.from(base64, 'base64'), withheld[0]?.bytes);
  assert.ok(said.some((message) => message.includes('kept in this file')));
});

test('where they cannot be kept, the report fails, so that their group is not stored without them', () => {
  const folder = mkdtempSync(join(place, 'full-'));
  writeFileSync(join(folder, 'withheld'), 'no folder');
  assert.throws(() => reportIn(folder).report({ ...lines, withheld }), { code: 'EEXIST' });
});
