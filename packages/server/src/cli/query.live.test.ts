// The command over a real store, as it is called from a shell.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Command } from 'commander';
import { capturedIo } from '../test/captured-io.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { registerQuery } from './query.js';

const lines = exampleLines(30);
let filled: FilledStore;

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

async function query(...args: readonly string[]): Promise<Ran> {
  const io = capturedIo();
  const program = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  registerQuery(program, io);
  await program.parseAsync(['query', '--data', filled.folder, ...args], { from: 'user' });
  await io.stdout.flush();
  return { ...io.written };
}

function fails(args: readonly string[], expected: Readonly<Record<string, unknown>>): Promise<void> {
  return assert.rejects(query(...args), expected);
}

describe('gatehouse query', () => {
  before(async () => {
    const log = { text: lines.join('\n'), zone: 'UTC', blockRows: 50, customer: 'acme' };
    filled = await fillStore({ logs: [log], events: [] });
    await filled.store.close();
  });
  after(() => filled.close());

  describe('answers', answers);
  describe('exports', exportFiles);
  describe('refuses', refusals);
});

function answers(): void {
  it('prints every event as one line of JSON where there is no terminal', async () => {
    const { stdout } = await query();
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(events.map(({ rawEvent }) => rawEvent).sort(), [...lines].sort());
  });

  it('counts', async () => {
    const { stdout } = await query('--count', 'eventName: *');
    assert.match(stdout, /^\d+\n$/);
    assert.ok(Number(stdout) > 50 && Number(stdout) <= lines.length);
  });

  it('prints the tokens asked for, in a table on request', async () => {
    const { stdout, stderr } = await query(
      '--format',
      'table',
      '--fields',
      'eventname,sessionId',
      '--limit',
      '2',
      'category: SSLVPN',
    );
    assert.match(stdout, /^eventName +sessionId\n\w+ +\d+\n\w+ +\d+\n$/);
    assert.match(stderr, /--limit/);
  });

  it('prints CSV', async () => {
    const { stdout } = await query(
      '--format',
      'csv',
      '--fields',
      'category,userName',
      '--limit',
      '1',
      'eventName: HTTPREQUEST',
    );
    assert.match(stdout, /^category,userName\r\nSSLVPN,[^\r]+\r\n$/);
  });

  it('groups', async () => {
    const { stdout } = await query('--group-by', 'category', '--metric', 'count,uniq(userName)');
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>);
    assert.equal(
      rows.reduce((sum, row) => sum + (row['count'] ?? 0), 0),
      lines.length,
    );
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['category', 'count', 'uniq(userName)']);
  });

  it('keeps to a time range, both ends included', async () => {
    const { stdout } = await query('--fields', 'eventTime', '--from', '2026-03-18', '--to', '2026-03-18');
    const times = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { eventTime: string }).eventTime);
    assert.ok(times.length > 10 && times.every((time) => time.startsWith('2026-03-18')));
  });

  it('explains', async () => {
    const { stdout } = await query('--explain', 'userName: ann', 'and', 'inByte > 1MB');
    assert.match(stdout, /userName has words "ann"/);
    assert.match(stdout, /SELECT .* FROM events WHERE /);
    assert.match(stdout, /p\d = 1048577/);
    assert.match(stdout, /ReadFromMergeTree/);
  });
}

function exportFiles(): void {
  it('writes a file in the form asked for, and none over another', async () => {
    for (const format of ['ndjson', 'csv', 'parquet']) {
      const file = join(filled.folder, `some.${format}`);
      const { stdout } = await query('--format', format, '--output', file, '--limit', '5');
      assert.equal(stdout, '');
      const bytes = readFileSync(file);
      if (format === 'parquet')
        assert.equal(bytes.subarray(0, 4).toString() + bytes.subarray(-4).toString(), 'PAR1PAR1');
      else assert.equal(bytes.toString().trimEnd().split('\n').length, format === 'csv' ? 6 : 5);
      await fails(['--format', format, '--output', file], { code: 'file.unwritable' });
      assert.deepEqual(readFileSync(file), bytes);
    }
  });

  it('prints names of other schemas', async () => {
    const { stdout } = await query('--shape', 'ocsf', '--limit', '1', 'eventName: LOGIN');
    assert.equal((JSON.parse(stdout) as { class_uid: number }).class_uid, 3002);
  });
}

function refusals(): void {
  it('says what the store holds when nothing matches', async () => {
    const { stdout, stderr } = await query('userName: zqzq');
    assert.equal(stdout, '');
    assert.match(stderr, /^No events match\. The store holds \d+, from 2026-03-17T\S+Z to 2026-03-18T\S+Z\.\n$/);
  });

  it('has no Parquet on a terminal, nor OCSF in columns', async () => {
    await fails(['--format', 'parquet'], { code: 'option.invalid', exitCode: 2 });
    await fails(['--format', 'csv', '--shape', 'ocsf'], { code: 'option.invalid', exitCode: 2 });
    await fails(['--count', '--format', 'parquet'], { code: 'option.invalid', exitCode: 2 });
    await fails(['--group-by', 'userName', '--output', 'x'], { code: 'option.invalid', exitCode: 2 });
  });

  it('points at what is wrong with a query', async () => {
    await fails(['userNam: ann'], {
      code: 'query.invalid',
      exitCode: 2,
      excerpt: 'userNam: ann\n^^^^^^^',
      range: { from: 0, to: 7 },
    });
  });

  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ['a field that is none', ['--fields', 'nope']],
    ['an order that is none', ['--sort', 'eventTime:up']],
    ['a token without order', ['--sort', 'rawEvent']],
    ['a limit that is none', ['--limit', '0']],
    ['a date that is none', ['--from', 'yesterday']],
    ['a date that is more than a date', ['--from', '2026-03-17 or userName: *']],
    ['a zone that is none', ['--tz', 'Mars/Olympus']],
    ['a metric that is none', ['--metric', 'median(inByte)']],
    ['a sum of names', ['--metric', 'sum(userName)']],
    ['a group by what every event has for itself', ['--group-by', 'eventId']],
    ['an interval that is none', ['--interval', 'hourly']],
  ];
  for (const [title, args] of wrong) {
    it(title, () => fails(args, { code: 'option.invalid', exitCode: 2 }));
  }

  it('says how to begin when there is no store', async () => {
    await fails(['--data', `${filled.folder}/none`], { code: 'store.missing' });
  });
}
