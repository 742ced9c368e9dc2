// The fast path against the reader: whatever the lines, whichever templates have been learned, the rows are the same.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { EventFields, Token } from '@gatehouse/model';
import { fieldOf } from '@gatehouse/model';
import fc from 'fast-check';
import { BlockEncoder } from '../block/encode-block.js';
import { ZoneOffsets } from '../decode/zone.js';
import { readRows, type StoredRow } from '../encode/row.js';
import { generate } from '../generate/generate.js';
import { defaultContext, readLine } from '../map/reader.js';
import { TemplateFiller } from './fill.js';

const ROOT = new URL('../../../../', import.meta.url);
const offsets = new ZoneOffsets();
const filler = new TemplateFiller((zone, ms) => offsets.offset(zone, ms));

interface Row {
  readonly event: EventFields;
  readonly raw: string;
}

function encoderFor(timezone: string): BlockEncoder {
  return new BlockEncoder(
    { timezone, constants: {}, collectorReceivedTime: null, maxLineBytes: 1 << 20 },
    { capacity: 64 },
  );
}

/** Rows of the lines through the fast path; the encoder may know templates from before. */
function encoded(encoder: BlockEncoder, lines: readonly string[]): { rows: Row[]; byTemplate: number } {
  const rows: Row[] = [];
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  const { counts } = encoder.encode({ bytes, proofs: [] }, (batch) => rows.push(...readRows(batch).map(rowOf)));
  return { rows, byTemplate: counts.byTemplate };
}

function rowOf(stored: StoredRow): Row {
  const value = (token: Token) => {
    const found: unknown = stored.event[token];
    if (Array.isArray(found)) return found.join('\n');
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'bigint' ? found : null;
  };
  const { rawTemplate: template, rawRest: rest, attributeValues } = stored;
  return { event: stored.event, raw: filler.fill({ template, rest, attributeValues, value }) };
}

/** What the reader says, reduced to what columns hold. */
function read(timezone: string, lines: readonly string[]): Row[] {
  const context = defaultContext({ timezone });
  return lines.map((line) => ({ event: storedPart(readLine(line, context).event), raw: line }));
}

function storedPart(event: EventFields): EventFields {
  const kept = Object.entries(event).flatMap(([token, value]) => {
    if (token === 'attributes') return Object.keys(value).length === 0 ? [] : [[token, { ...(value as object) }]];
    if (fieldOf(token)?.column.kind !== 'stored') return [];
    return [[token, /Ipv6$/.test(token) ? 'ipv6' : value]];
  });
  return Object.fromEntries(kept) as EventFields;
}

function comparable(rows: readonly Row[]): Row[] {
  return rows.map(({ event, raw }) => ({ event: storedPart(withoutAbsentTime(event)), raw }));
}

/** An absent event time is stored as the first instant of the column's type. */
function withoutAbsentTime(event: EventFields): EventFields {
  const { eventTime, ...rest } = event;
  return eventTime === undefined || eventTime === Date.UTC(1900, 0, 1) ? rest : event;
}

function caseLines(): string[] {
  const folder = new URL('sources/citrix-vpn/cases/', ROOT);
  const blocks = readdirSync(folder).flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split(/\n(?=# )/));
  return blocks.flatMap((block) => {
    const [head = ''] = block.split('\n==>');
    return head.split('\n').filter((line) => line !== '' && !line.startsWith('# ') && !line.startsWith('@ '));
  });
}

function sampleLines(): string[] | null {
  const folder = fileURLToPath(new URL('../shared/samples/', ROOT));
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return files
    .flatMap((name) => readFileSync(folder + name, 'latin1').split(/\r?\n/))
    .filter((line) => line.trim() !== '');
}

function generatedLines(scenario: 'normal' | 'mixed-formats' | 'hostile' | 'hijack', events: number): string[] {
  const options = {
    events,
    seed: 7,
    users: 30,
    days: 12,
    start: Date.UTC(2026, 2, 5),
    mix: 'realistic',
    scenarios: [scenario],
  } as const;
  return [...generate(options)].map(({ line }) => line);
}

/** Each line three times, so that its form has been learned when it comes last. */
function assertSame(timezone: string, lines: readonly string[]): number {
  const encoder = encoderFor(timezone);
  encoded(encoder, lines);
  encoded(encoder, lines);
  const { rows, byTemplate } = encoded(encoder, lines);
  const expected = read(timezone, lines);
  assert.equal(rows.length, expected.length);
  for (const [index, row] of comparable(rows).entries()) assert.deepEqual(row, expected[index]);
  return byTemplate / lines.length;
}

for (const timezone of ['UTC', 'Europe/Paris']) {
  test(`all case lines give the same rows both ways (${timezone})`, () => {
    assertSame(
      timezone,
      caseLines().filter((line) => !line.includes('\\')),
    );
  });
}

test('the public samples give the same rows both ways', (context) => {
  const lines = sampleLines();
  if (lines === null) return context.skip('../shared/samples is not there');
  assertSame('UTC', lines);
});

for (const scenario of ['normal', 'mixed-formats', 'hostile', 'hijack'] as const) {
  test(`generated traffic gives the same rows both ways: ${scenario}`, () => {
    const share = assertSame('UTC', generatedLines(scenario, 3000));
    if (scenario === 'normal') assert.ok(share > 0.95, `only ${share} of ordinary lines were taken by templates`);
  });
}

/** Edits that keep a line near a form that has been learned: a byte changed, cut, doubled, or a piece of another line put in. */
function mutation(lines: readonly string[]): fc.Arbitrary<string> {
  const line = fc.constantFrom(...lines);
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const piece = fc.oneof(
    fc.constantFrom(
      ' - ',
      ' : ',
      '"',
      '@',
      ':',
      ' ',
      '0',
      'N/A',
      '********',
      '1.2.3.4',
      ' - Client_ip 203.0.113.9',
      ' - Group(s) "x"',
      '- -',
      'GMT',
      '31',
      '\t',
      '\xe9',
      ',',
      '=',
      '\x01',
      '\x02',
      '',
    ),
    fc.string({ maxLength: 3 }),
    fc
      .tuple(line, place, fc.integer({ min: 1, max: 60 }))
      .map(([other, at, length]) => other.slice(at * other.length, at * other.length + length)),
  );
  return fc.tuple(line, place, fc.integer({ min: 0, max: 12 }), piece).map(([text, at, cut, put]) => {
    const from = Math.floor(at * text.length);
    return (text.slice(0, from) + put + text.slice(from + cut)).replace(/[\r\n]/g, '').replace(/[^\x00-\xff]/g, '?');
  });
}

test('mutated lines give the same rows both ways, whatever has been learned before', () => {
  const lines = [
    ...generatedLines('normal', 400),
    ...generatedLines('mixed-formats', 400),
    ...caseLines().filter((line) => !line.includes('\\')),
  ];
  const encoder = encoderFor('UTC');
  for (let round = 0; round < 3; round++) encoded(encoder, lines);
  fc.assert(
    fc.property(fc.array(mutation(lines), { minLength: 1, maxLength: 8 }), (mutated) => {
      const visible = mutated.filter((line) => line.trim() !== '');
      assert.deepEqual(comparable(encoded(encoder, visible).rows), read('UTC', visible));
    }),
    { numRuns: 600 },
  );
});
