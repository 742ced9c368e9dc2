import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Literal, literalOf, Registers } from './registers.js';
import { DateScanner } from './scan-dates.js';
import { NumberScanner } from './scan-numbers.js';
import { TextScanner } from './scan-texts.js';

type Scan = (registers: Registers, stop: Literal) => number;

function scan(text: string, run: Scan, stop = ''): { end: number; registers: Registers } {
  const registers = new Registers();
  const bytes = Buffer.from(text, 'latin1');
  registers.open(bytes, bytes.length);
  return { end: run(registers, literalOf(stop)), registers };
}

const uint: Scan = (registers) => new NumberScanner(registers).uint(0, 0, 65_535);
const ipv4: Scan = (registers) => new NumberScanner(registers).ipv4(0, 0);
const duration: Scan = (registers) => new NumberScanner(registers).duration(0, 0);
const date: Scan = (registers) => new DateScanner(registers).date(0, 0);
const text: Scan = (registers, stop) => new TextScanner(registers).text(0, 0, stop);
const list: Scan = (registers, stop) => new TextScanner(registers).list(0, 0, stop);
const head: Scan = (registers, stop) => new TextScanner(registers).head(0, 0, stop);

const REJECTED = -1;

const NUMBERS: readonly (readonly [name: string, scan: Scan, text: string, end: number, number?: number])[] = [
  ['a port', uint, '443 -', 3, 443],
  ['zero', uint, '0', 1, 0],
  ['a leading zero', uint, '0443', REJECTED],
  ['above the limit', uint, '65536', REJECTED],
  ['no digits', uint, '- ', REJECTED],
  ['an address', ipv4, '192.0.2.7:443', 9, 0xc0000207],
  ['an octet above 255', ipv4, '192.0.2.256', REJECTED],
  ['an octet with a leading zero', ipv4, '192.0.02.7', REJECTED],
  ['three octets', ipv4, '192.0.2 ', REJECTED],
  ['a duration', duration, '00:05:07  -', 8, 307],
  ['more than a day', duration, '126:00:01', 9, 453_601],
  ['hours with a needless zero', duration, '026:00:01', REJECTED],
  ['61 minutes', duration, '00:61:00', REJECTED],
  ['a cut duration', duration, '00:05:0', REJECTED],
  ['a date', date, '07/08/2024:01:31:08 GMT', 19, 5_468_000],
  ['a date with the year first', date, '2024/07/08:01:31:08', 19, 5_468_000],
  ['a blank in the date', date, '07/08/2024: 1:31:08', REJECTED],
  ['hour 24', date, '07/08/2024:24:00:00', REJECTED],
];

for (const [name, run, input, end, number] of NUMBERS) {
  test(`scanner: ${name}`, () => {
    const result = scan(input, run);
    assert.equal(result.end, end);
    if (number !== undefined) assert.equal(result.registers.number[0], number);
  });
}

const TEXTS: readonly (readonly [name: string, scan: Scan, text: string, stop: string, end: number])[] = [
  ['a user', text, 'ann.lee - Client_ip 192.0.2.7', ' - Client_ip ', 7],
  ['a user with a blank inside', text, 'ann lee - Client_ip ', ' - Client_ip ', 7],
  ['to the end of the line', text, 'Mozilla/5.0 (X11; Linux)', '', 24],
  ['a label inside the value', text, 'x - User y - Client_ip ', ' - Client_ip ', REJECTED],
  ['a colon separator inside', text, 'x : y - Client_ip ', ' - Client_ip ', REJECTED],
  ['a quote inside', text, 'x" y - Client_ip ', ' - Client_ip ', REJECTED],
  ['nothing', text, ' - Client_ip ', ' - Client_ip ', REJECTED],
  ['an outer blank', text, 'ann  - Client_ip ', ' - Client_ip ', REJECTED],
  ['the word for nothing', text, 'N/A - Client_ip ', ' - Client_ip ', REJECTED],
  ['a hidden user', text, '******** - Client_ip ', ' - Client_ip ', REJECTED],
  ['a control byte', text, 'a\tb - Client_ip ', ' - Client_ip ', REJECTED],
  ['a byte beyond ASCII', text, 'ann\xe9 - Client_ip ', ' - Client_ip ', REJECTED],
  ['the label never comes', text, 'ann lee', ' - Client_ip ', 7],
  ['a list', list, 'VPN_Users,Sales"', '"', 15],
  ['an empty element', list, 'VPN_Users,,Sales"', '"', REJECTED],
  ['a blank after a comma', list, 'VPN_Users, Sales"', '"', REJECTED],
  ['a distinguished name', list, 'CN=Sales,DC=example"', '"', REJECTED],
  ['a host', head, 'wiki.example.com User ann', ' User ', 16],
  ['a host with a slash', head, 'wiki/x User ann', ' User ', REJECTED],
  ['a tag of the appliance', head, '[TECHSUPPORT]wiki User ann', ' User ', REJECTED],
];

for (const [name, run, input, stop, end] of TEXTS) {
  test(`scanner: ${name}`, () => assert.equal(scan(input, run, stop).end, end));
}

test('scanner: the user of user@address may hold an @ itself', () => {
  const stops = { literal: literalOf('@'), after: literalOf(' - SessionId') };
  const { end, registers } = scan('ann@example.com@192.0.2.7 - SessionId: 5', (it) =>
    new TextScanner(it).textToLast(0, 0, stops),
  );
  assert.equal(end, 15);
  assert.equal(registers.to[0], 15);
});

test('scanner: both readings of a date, and none of an impossible one', () => {
  const { registers } = scan('07/08/2024:00:00:00', date);
  assert.equal(registers.days[0]?.mdy, Date.UTC(2024, 6, 8));
  assert.equal(registers.days[0]?.dmy, Date.UTC(2024, 7, 7));
  const impossible = scan('31/02/2024:00:00:00', date).registers;
  assert.deepEqual(impossible.days[0], { mdy: Number.NaN, dmy: Number.NaN, ymd: Number.NaN });
});
