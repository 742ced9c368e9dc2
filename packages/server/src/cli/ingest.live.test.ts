/** A file becomes exactly its lines: as many, in their order, byte for byte, with the values that the reader gives them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { generate } from '../generate/generate.js';
import type { PrintedEvent } from '../map/print.js';
import { asParsed, CommandLine, type IngestSummary, linesOf, rawBytes } from './ingest-child.js';

const LINES = 8_000;
const hasZstd = spawnSync('zstd', ['--version']).status === 0;

const place = mkdtempSync(join(tmpdir(), 'gatehouse-ingest-'));
const text = Buffer.from(generatedText());
/** The first lines, about a fifth. */
const few = text.subarray(0, text.indexOf('\n', text.length / 5) + 1);
after(() => rmSync(place, { recursive: true, force: true }));

function generatedText(): string {
  const scenarios = ['normal', 'hostile', 'oddities', 'mixed-formats', 'burst'] as const;
  const options = { events: LINES, seed: 11, mix: 'realistic', users: 300, days: 40, scenarios } as const;
  const generated = generate({ ...options, start: Date.UTC(2026, 0, 20) });
  return `${Array.from(generated, ({ line }) => line).join('\n')}\n`;
}

function folder(name: string, content: Buffer): CommandLine {
  const path = mkdtempSync(join(place, `${name}-`));
  writeFileSync(join(path, 'ns.log'), content);
  return new CommandLine(path);
}

describe('a file is stored whole', () => {
  test('and every token of it is what parse prints', async () => {
    const place = folder('plain', text);
    const { total } = await place.ingest('ns.log');
    const [events, parsed] = [await place.events(), await place.parsed('ns.log')];
    assertWhole(text, total, events);
    assert.equal(parsed.length, LINES);
    for (const [index, event] of events.entries())
      assert.deepEqual(asParsed(event), parsed[index], `line ${index + 1}`);
    assert.deepEqual(total.defects, defectsOf(parsed));
    assert.deepEqual(place.incoming(), []);
  });

  const forms = [
    { name: 'ns.log.gz', compress: (bytes: Buffer) => gzipSync(bytes), skip: false },
    {
      name: 'ns.log.zst',
      compress: (bytes: Buffer) => spawnSync('zstd', ['-q'], { input: bytes, maxBuffer: 1 << 26 }).stdout,
      skip: hasZstd ? false : 'there is no zstd program here to compress with',
    },
  ];
  for (const { name, compress, skip } of forms) {
    test(name, { skip }, async () => {
      const place = folder('compressed', few);
      writeFileSync(join(place.folder, name), compress(few));
      const { total } = await place.ingest(name);
      assertWhole(few, total, await place.events('', ['rawEvent', 'rawEventBase64']));
    });
  }
});

function assertWhole(bytes: Buffer, total: IngestSummary['total'], events: readonly PrintedEvent[]): void {
  const lines = linesOf(bytes);
  assert.equal(total.lines, lines.length);
  assert.equal(total.mapped + total.partial + total.unrecognised, lines.length);
  assert.equal(new Set(events.map(({ eventId }) => eventId)).size, lines.length);
  assert.equal(events.length, lines.length);
  for (const [index, event] of events.entries())
    assert.ok(rawBytes(event).equals(lines[index] ?? bytes), `line ${index + 1}`);
}

function defectsOf(events: readonly PrintedEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { defects } of events) {
    for (const defect of (defects ?? []) as readonly string[]) counts[defect] = (counts[defect] ?? 0) + 1;
  }
  return counts;
}

describe('the same content again', () => {
  const count = linesOf(few).length;
  const place = folder('again', few);
  const earlier = async (...args: readonly string[]) => (await place.ingest(...args)).files.map((file) => file.earlier);

  test('is new the first time', async () => assert.deepEqual(await earlier('ns.log'), ['new']));

  test('is stored as a copy, and the summary says so', async () => {
    const { exitCode, stdout } = await place.run('ingest', 'ns.log');
    assert.equal(exitCode, 0);
    assert.match(stdout, /ingested before: its events are stored once more \(use --dedupe/);
    assert.equal(await place.count(), 2 * count);
  });

  test('is skipped with --dedupe, also under another name, and changes nothing', async () => {
    writeFileSync(join(place.folder, 'renamed.log'), few);
    const stored = partsOf(place.folder);
    assert.notDeepEqual(stored, []);
    assert.deepEqual(await earlier('--dedupe', 'ns.log', 'renamed.log'), ['skipped', 'skipped']);
    assert.equal(await place.count(), 2 * count);
    assert.deepEqual(partsOf(place.folder), stored);
  });

  test('with a line after it is another content: all of its lines are stored, with ids of their own', async () => {
    writeFileSync(join(place.folder, 'ns.log'), Buffer.concat([few, Buffer.from('one more\n')]));
    const { stdout } = await place.run('ingest', '--dedupe', 'ns.log');
    assert.match(stdout, /ns\.log .*\n {2}its beginning had been ingested before: those lines are stored once more/);
    const ids = (await place.events('', ['count'])).map(({ eventId }) => eventId);
    assert.equal(ids.length, 3 * count + 1);
    assert.equal(new Set(ids).size, ids.length);
  });
});

/** The stored columns by file and size: what another insert would change. */
function partsOf(folder: string): string[] {
  const store = join(folder, 'data', 'events', 'store');
  const names = readdirSync(store, { recursive: true, encoding: 'utf8' });
  const columns = names.filter((name) => /\b(all|\d{6})_\d+_\d+_\d+\/[^/]+\.bin$/.test(name));
  return columns.map((name) => `${name} ${statSync(join(store, name)).size}`).sort();
}
