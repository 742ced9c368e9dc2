import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashBytes } from '../encode/dictionary.js';
import { Kernel, type Registers } from './kernel.js';
import { Program } from './program.js';
import { HOLE, type HoleCode, literalOf, type Piece } from './template.js';

const kernel = new Kernel();
const { registers } = kernel;
const window = kernel.exports.WINDOW.value;

interface Scan {
  readonly code: HoleCode;
  readonly stop?: string;
  readonly after?: string;
}

function put(text: string): number {
  // What stands behind the line must not matter.
  registers.bytes.fill(0x20, window, window + text.length + 64);
  registers.bytes.set(Buffer.from(text, 'latin1'), window);
  return window + text.length;
}

/** Where the value ends, counted from the beginning of the text, or -1. */
function scan(text: string, { code, stop = '', after }: Scan): number {
  const program = new Program(kernel);
  const piece: Piece = {
    code,
    limit: 65_535,
    utc: false,
    last: after !== undefined,
    hashed: true,
    literal: literalOf(stop),
    after: literalOf(after ?? ''),
  };
  const end = kernel.exports.scan(program.pieces([piece]), window, put(text));
  return end === 0 ? -1 : end - window;
}

const REJECTED = -1;

const NUMBERS: readonly (readonly [
  name: string,
  code: 'number' | 'address' | 'duration' | 'date' | 'bsdStamp' | 'isoStamp',
  text: string,
  end: number,
  number?: number,
])[] = [
  ['a port', 'number', '443 -', 3, 443],
  ['zero', 'number', '0', 1, 0],
  ['a leading zero', 'number', '0443', REJECTED],
  ['above the limit', 'number', '65536', REJECTED],
  ['no digits', 'number', '- ', REJECTED],
  ['more digits than a double holds', 'number', '18446744073709551617', REJECTED],
  ['an address', 'address', '192.0.2.7:443', 9, 0xc0000207],
  ['an octet above 255', 'address', '192.0.2.256', REJECTED],
  ['an octet with a leading zero', 'address', '192.0.02.7', REJECTED],
  ['three octets', 'address', '192.0.2 ', REJECTED],
  ['a duration', 'duration', '00:05:07  -', 8, 307],
  ['more than a day', 'duration', '126:00:01', 9, 453_601],
  ['hours with a needless zero', 'duration', '026:00:01', REJECTED],
  ['61 minutes', 'duration', '00:61:00', REJECTED],
  ['a cut duration', 'duration', '00:05:0', REJECTED],
  ['a date', 'date', '07/08/2024:01:31:08 GMT', 19, 5_468_000],
  ['a date with the year first', 'date', '2024/07/08:01:31:08', 19, 5_468_000],
  ['a blank in the date', 'date', '07/08/2024: 1:31:08', REJECTED],
  ['hour 24', 'date', '07/08/2024:24:00:00', REJECTED],
  ['a stamp', 'bsdStamp', 'Jul  8 01:31:08 adc', 15],
  ['a stamp with two digits', 'bsdStamp', 'Feb 28 01:31:08 adc', 15],
  ['29 February', 'bsdStamp', 'Feb 29 01:31:08 adc', REJECTED],
  ['a stamp with a zero for the blank', 'bsdStamp', 'Jul 08 01:31:08 adc', REJECTED],
  ['no month', 'bsdStamp', 'Jux  8 01:31:08 adc', REJECTED],
  ['a cut stamp', 'bsdStamp', 'Jul  8 01:31:0', REJECTED],
  ['a time of RFC 3339', 'isoStamp', '2024-07-08T01:31:08Z', 20],
  ['with fraction and zone', 'isoStamp', '2024-07-08T01:31:08.123456+02:00 adc', 32],
  ['ten digits of a second', 'isoStamp', '2024-07-08T01:31:08.1234567890Z', REJECTED],
  ['no zone', 'isoStamp', '2024-07-08T01:31:08 adc', REJECTED],
  ['zone of 14 hours', 'isoStamp', '2024-07-08T01:31:08+14:00', REJECTED],
];

for (const [name, code, text, end, number] of NUMBERS) {
  test(`scanner: ${name}`, () => {
    assert.equal(scan(text, { code: HOLE[code] }), end);
    if (number !== undefined) assert.equal(registers.number[0], number);
  });
}

const TEXTS: readonly (readonly [
  name: string,
  code: 'text' | 'list' | 'head' | 'word' | 'name',
  text: string,
  stop: string,
  end: number,
])[] = [
  ['a user', 'text', 'ann.lee - Client_ip 192.0.2.7', ' - Client_ip ', 7],
  ['a user with a blank inside', 'text', 'ann lee - Client_ip ', ' - Client_ip ', 7],
  ['to the end of the line', 'text', 'Mozilla/5.0 (X11; Linux)', '', 24],
  ['a label inside the value', 'text', 'x - User y - Client_ip ', ' - Client_ip ', REJECTED],
  ['a colon separator inside', 'text', 'x : y - Client_ip ', ' - Client_ip ', REJECTED],
  ['a quote inside', 'text', 'x" y - Client_ip ', ' - Client_ip ', REJECTED],
  ['a quote to the end of the line', 'text', 'x" y', '', REJECTED],
  ['nothing', 'text', ' - Client_ip ', ' - Client_ip ', REJECTED],
  ['an outer blank', 'text', 'ann  - Client_ip ', ' - Client_ip ', REJECTED],
  ['the word for nothing', 'text', 'N/A - Client_ip ', ' - Client_ip ', REJECTED],
  ['a hidden user', 'text', '******** - Client_ip ', ' - Client_ip ', REJECTED],
  ['a control byte', 'text', 'a\tb - Client_ip ', ' - Client_ip ', REJECTED],
  ['a control byte behind sixteen others', 'text', '0123456789abcdefg\x7fb - Client_ip ', ' - Client_ip ', REJECTED],
  ['a byte beyond ASCII', 'text', 'ann\xe9 - Client_ip ', ' - Client_ip ', REJECTED],
  ['a line end spelt out', 'text', 'ann#012', '', REJECTED],
  ['the label never comes', 'text', 'ann lee', ' - Client_ip ', 7],
  ['a word', 'word', 'wiki User ann', ' User ', 4],
  ['two words', 'word', 'the wiki User ann', ' User ', REJECTED],
  ['a list', 'list', 'VPN_Users,Sales"', '"', 15],
  ['an empty element', 'list', 'VPN_Users,,Sales"', '"', REJECTED],
  ['a blank after a comma', 'list', 'VPN_Users, Sales"', '"', REJECTED],
  ['a distinguished name', 'list', 'CN=Sales,DC=example"', '"', REJECTED],
  ['a host', 'head', 'wiki.example.com User ann', ' User ', 16],
  ['a host with a slash', 'head', 'wiki/x User ann', ' User ', REJECTED],
  ['a tag of the appliance', 'head', '[TECHSUPPORT]wiki User ann', ' User ', REJECTED],
  ['a device', 'name', 'adc-1 0-PPE', ' ', 5],
  ['a number is no name', 'name', '12_3-4 0-PPE', ' ', REJECTED],
  ['a zone is no name', 'name', 'GMT 0-PPE', ' ', REJECTED],
];

for (const [name, code, text, stop, end] of TEXTS) {
  test(`scanner: ${name}`, () => assert.equal(scan(text, { code: HOLE[code], stop }), end));
}

test('scanner: the user of user@address may hold an @ itself', () => {
  const stops = { code: HOLE.text, stop: '@', after: ' - SessionId' };
  assert.equal(scan('ann@example.com@192.0.2.7 - SessionId: 5', stops), 15);
  assert.equal(registers.to[0], window + 15);
  assert.equal(scan('ann - SessionId: 5', stops), REJECTED);
});

function days(text: string): Record<'mdy' | 'dmy' | 'ymd', number | undefined> {
  scan(text, { code: HOLE.date });
  const { mdy, dmy, ymd }: Registers = registers;
  return { mdy: mdy[0], dmy: dmy[0], ymd: ymd[0] };
}

test('scanner: both readings of a date, and none of an impossible one', () => {
  const both = { mdy: Date.UTC(2024, 6, 8), dmy: Date.UTC(2024, 7, 7), ymd: Number.NaN };
  assert.deepEqual(days('07/08/2024:00:00:00'), both);
  const none = { mdy: Number.NaN, dmy: Number.NaN, ymd: Number.NaN };
  assert.deepEqual(days('31/02/2024:00:00:00'), none);
  assert.deepEqual(days('07/08/0024:00:00:00'), none);
});

test('scanner: days as the calendar of the language has them', () => {
  const anyDay = fc.record({
    year: fc.integer({ min: 0, max: 9999 }),
    month: fc.nat({ max: 14 }),
    day: fc.nat({ max: 32 }),
  });
  fc.assert(
    fc.property(anyDay, ({ year, month, day }) => {
      const text = `${String(year).padStart(4, '0')}/${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}`;
      const date = new Date(`${text.replaceAll('/', '-')}T00:00:00Z`);
      const isDay = year >= 1000 && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
      assert.equal(days(`${text}:00:00:00`).ymd, isDay ? date.getTime() : Number.NaN);
    }),
  );
});

/** What a text is, in as many words; the scanner looks at sixteen bytes at once. */
function textTwin(text: string, stop: string): number {
  const at = stop === '' ? -1 : text.indexOf(stop);
  const value = at < 0 ? text : text.slice(0, at);
  // A separator that ends with the first blank of the stop counts as well.
  const seen = at < 0 ? value : text.slice(0, at + 2);
  if (!/^[\x20-\x7e]+$/.test(value) || value.includes('"') || / [-:] /.test(seen)) return REJECTED;
  if (/^[ *:\\-]|[ *:\\-]$/.test(value) || value === 'N/A') return REJECTED;
  if (value.length === text.length && (text.at(-4) === '#' || text.at(-2) === '\\' || text.at(-5) === '\\'))
    return REJECTED;
  return value.length;
}

test('scanner: texts of any bytes, as their twin sees them', () => {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.stringMatching(/^[a-z0-9./]{1,18}$/) },
    fc.constantFrom(' ', ' - ', ' : ', '"', ' - Client_ip ', 'N/A', '#012', '*', '-', '\\', '\t', '\x7f', '\xe9', '@'),
  );
  const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(texts, fc.constantFrom('', ' - Client_ip ', '"', ' ', '@'), (text, stop) => {
      assert.equal(scan(text, { code: HOLE.text, stop }), textTwin(text, stop));
    }),
    { numRuns: 2000 },
  );
});

test('the kernel hashes as the dictionaries do', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      registers.bytes.set(bytes, window);
      assert.equal(kernel.exports.hash(window, window + bytes.length) | 0, hashBytes(bytes, 0, bytes.length));
    }),
  );
});

test('the kernel knows the kinds of holes by the same numbers', () => {
  const source = readFileSync(new URL('../../kernel/holes.ts', import.meta.url), 'utf8');
  const numbers = [...source.matchAll(/const (\w+): i32 = (\d+)/g)].map(([, name = '', number]) => [
    name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    Number(number),
  ]);
  assert.ok(numbers.length > 5);
  for (const [name, number] of numbers) assert.equal(HOLE[name as keyof typeof HOLE], number, String(name));
});
