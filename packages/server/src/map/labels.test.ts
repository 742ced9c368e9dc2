import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LabelRow } from '@gatehouse/model';
import { LabelTable } from './label-table.js';
import { readLabels } from './labels.js';
import { Sheet } from './sheet.js';

const LOGIN: readonly LabelRow[] = [
  { label: 'User', kind: 'user', token: 'userName', free: true },
  { label: 'Client_ip', kind: 'address', role: 'client' },
  { label: 'Vserver', kind: 'endpoint', role: 'virtual', optional: true },
  { label: 'Browser_type', kind: 'text', token: 'userAgent', free: true },
  { label: 'Client type', kind: 'text', token: 'clientType', optional: true },
  { label: 'Group(s)', kind: 'groups', token: 'group', free: true, pick: 'last' },
];

function read(text: string, rows: readonly LabelRow[] = LOGIN) {
  const sheet = new Sheet(text);
  readLabels(sheet, { from: 0, to: text.length, table: new LabelTable(rows), rule: 'X' });
  const claimed = sheet.claims.sort((a, b) => a.from - b.from);
  const gaps = text.length - claimed.reduce((sum, { from, to }) => sum + to - from, 0);
  return { event: sheet.event, attributes: sheet.attributes, defects: sheet.defects, gaps };
}

interface Row {
  readonly name: string;
  readonly text: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly defects?: readonly string[];
  readonly gaps?: number;
}

const whole = { userName: 'ann', clientIpv4: '192.0.2.7', userAgent: 'curl', group: ['g'] };
const rows: readonly Row[] = [
  { name: 'in order', text: 'User ann - Client_ip 192.0.2.7 - Browser_type "curl" - Group(s) "g"', event: whole },
  {
    name: 'no blank in front of a hyphen',
    text: 'User ann- Client_ip 192.0.2.7- Browser_type "curl" - Group(s) "g"',
    event: whole,
  },
  { name: 'no separator at all', text: 'User ann - Client_ip 192.0.2.7 Browser_type "curl"Group(s) "g"', event: whole },
  {
    name: 'blanks in front of hyphen and value',
    text: 'User ann  - Client_ip  192.0.2.7   - Browser_type "curl"  - Group(s) "g"',
    event: whole,
  },
  {
    name: 'an empty value',
    text: 'User ann - Client_ip  - Browser_type "curl" - Group(s) "g"',
    event: { userName: 'ann', userAgent: 'curl', group: ['g'] },
  },
  {
    name: 'an empty value with one blank',
    text: 'User ann - Client_ip - Browser_type "curl" - Group(s) "g"',
    event: { userName: 'ann', userAgent: 'curl', group: ['g'] },
  },
  {
    name: 'a separator in a free value',
    text: 'User a - b - Client_ip 192.0.2.7 - Browser_type "x - y" - Group(s) "g"',
    event: { ...whole, userName: 'a - b', userAgent: 'x - y' },
  },
  {
    name: 'a quote in a free value',
    text: 'User ann - Client_ip 192.0.2.7 - Browser_type "a "b" c" - Group(s) "g"',
    event: { ...whole, userAgent: 'a "b" c' },
  },
  {
    name: 'an address typed as user: the last one counts',
    text: 'User x - Client_ip 10.0.0.1 - Client_ip 192.0.2.7 - Browser_type "curl" - Group(s) "g"',
    event: { ...whole, userName: 'x - Client_ip 10.0.0.1' },
    defects: ['repeated-label'],
  },
  {
    name: 'groups typed as browser: the last ones count',
    text: 'User ann - Client_ip 192.0.2.7 - Browser_type "x" - Group(s) "root" - Group(s) "g"',
    event: { ...whole, userAgent: 'x" - Group(s) "root' },
    defects: ['repeated-label'],
  },
  {
    name: 'the whole record typed as user: the first reading stands',
    text: 'User a - Client_ip 10.0.0.1 - Browser_type "b" - Client_ip 192.0.2.7 - Browser_type "c" - Group(s) "g"',
    event: {
      userName: 'a',
      clientIpv4: '10.0.0.1',
      userAgent: 'b" - Client_ip 192.0.2.7 - Browser_type "c',
      group: ['g'],
    },
    defects: ['repeated-label'],
  },
  {
    name: 'an unknown label',
    text: 'User ann - Client_ip 192.0.2.7 - New_label 5 - Browser_type "curl" - Group(s) "g"',
    event: whole,
    attributes: { New_label: '5' },
  },
  {
    name: 'a label twice',
    text: 'User ann - Client_ip 192.0.2.7 - Client_ip 192.0.2.8 - Browser_type "curl" - Group(s) "g"',
    event: { ...whole, userName: 'ann - Client_ip 192.0.2.7', clientIpv4: '192.0.2.8' },
    defects: ['repeated-label'],
  },
  { name: 'another order', text: 'Client_ip 192.0.2.7 - User ann - Browser_type "curl" - Group(s) "g"', event: whole },
  {
    name: 'cut in a quote',
    text: 'User ann - Client_ip 192.0.2.7 - Browser_type "cu',
    event: { userName: 'ann', clientIpv4: '192.0.2.7', userAgent: 'cu' },
    defects: ['missing-label', 'unclosed-quote'],
  },
  { name: 'cut behind a label', text: 'User ann - Client_ip', event: { userName: 'ann' }, defects: ['missing-label'] },
  {
    name: 'text that is no label',
    text: 'User ann - Client_ip 192.0.2.7 - Browser_type "curl" - Group(s) "g" - !?',
    event: { ...whole, group: ['g" - !?'] },
    defects: ['unclosed-quote'],
  },
  { name: 'nothing', text: '', event: {}, defects: ['missing-label'] },
  { name: 'words and symbols only', text: '!! ??', event: {}, defects: ['missing-label', 'unclaimed-text'], gaps: 5 },
];

for (const { name, text, event, attributes = {}, defects = [], gaps = 0 } of rows) {
  test(name, () => assert.deepEqual(read(text), { event, attributes, defects, gaps }));
}

test('a label that the event carries twice: the last one counts', () => {
  const nat: readonly LabelRow[] = [
    { label: 'Destination', kind: 'endpoint', role: 'destination', twice: true },
    { label: 'NatIP', kind: 'address', role: 'nat' },
  ];
  const both = read('Destination 198.51.100.1:80 - NatIP 10.0.0.1 - Destination 10.0.0.9:81', nat);
  assert.deepEqual(both.event, { natSourceIP: '10.0.0.1', destinationIpv4: '10.0.0.9', destinationPort: 81 });
  assert.deepEqual(both.attributes, { Destination: '198.51.100.1:80' });
  assert.deepEqual(read('Destination 198.51.100.1:80 - NatIP 10.0.0.1', nat).defects, ['missing-label']);
});
