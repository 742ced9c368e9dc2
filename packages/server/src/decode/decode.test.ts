import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHeader } from './decode.js';
import type { Header } from './header.js';
import type { Span } from './scan.js';

const context = { isEvent: (name: string) => name === 'LOGOUT' || name === 'Message' || name.startsWith('APPFW_') };

function decode(line: string): { header: Header; shown: string } {
  const header = decodeHeader(line, { from: 0, to: line.length }, context);
  const text = (span: Span | null) => (span === null ? '-' : line.slice(span.from, span.to));
  const { host, node, engine, ppe, partition, category, event, messageNumber, trailing, body } = header;
  const names = [host, node, engine, ppe, partition, category, event, messageNumber, trailing].map(text).join(' | ');
  return { header, shown: header.kind === 'none' ? 'none' : `${header.kind}: ${names} > ${text(body)}` };
}

const D = '07/18/2024:15:20:01';
const rows: readonly { line: string; expect: string }[] = [
  {
    line: `<134> ${D} GMT gw1 0-PPE-2 : default SSLVPN LOGIN 41 0 :  x`,
    expect: 'native: gw1 | 0 | PPE | 2 | default | SSLVPN | LOGIN | 41 | 0 > x',
  },
  {
    line: `<134> ${D}   0-PPE-12 : TCP CONN 41 0 : x`,
    expect: 'native: - | 0 | PPE | 12 | - | TCP | CONN | 41 | 0 > x',
  },
  { line: `${D} GMT gw1 PPE-4 : UI CMD 41 : x`, expect: 'native: gw1 | - | PPE | 4 | - | UI | CMD | 41 | - > x' },
  { line: `${D} GMT gw1 0-PPE-0 : GUI CMD : x`, expect: 'native: gw1 | 0 | PPE | 0 | - | GUI | CMD | - | - > x' },
  { line: `${D} GMT gw1 : ACL LOG 5 : x`, expect: 'native: gw1 | - | - | - | - | ACL | LOG | 5 | - > x' },
  { line: `${D} GMT gw1 90 : ACL LOG : x`, expect: 'native: gw1 | - | - | - | - | ACL | LOG | - | - > x' },
  { line: `${D} GMT gw1 ABC-D : ACL LOG 5 : x`, expect: 'native: gw1 | - | ABC | D | - | ACL | LOG | 5 | - > x' },
  {
    line: `${D} GMT gw1 0-PPE-1 : p1 APPFW APPFW_cross-site scripting 6 0 : x`,
    expect: 'native: gw1 | 0 | PPE | 1 | p1 | APPFW | APPFW_cross-site scripting | 6 | 0 > x',
  },
  {
    line: `${D} GMT gw1 0-PPE-1 : APPFW APPFW_SQL 6 0 : x`,
    expect: 'native: gw1 | 0 | PPE | 1 | - | APPFW | APPFW_SQL | 6 | 0 > x',
  },
  {
    line: '00:19:21 GMT gw2 0-PPE-1 : default AAA Message 6 0 : x',
    expect: 'native: gw2 | 0 | PPE | 1 | default | AAA | Message | 6 | 0 > x',
  },
  {
    line: '0-PPE-1 : default AAA Message 6 0 : x',
    expect: 'native: - | 0 | PPE | 1 | default | AAA | Message | 6 | 0 > x',
  },
  { line: '<135> default LOGOUT 7 0 :  x', expect: 'short: - | - | - | - | default | - | LOGOUT | 7 | 0 > x' },
  { line: 'LOGOUT 7 0 : x', expect: 'short: - | - | - | - | - | - | LOGOUT | 7 | 0 > x' },
  {
    line: 'default APPFW_cross-site scripting 7 0 : x',
    expect: 'short: - | - | - | - | default | - | APPFW_cross-site scripting | 7 | 0 > x',
  },
  {
    line: '<134>1 2025-01-30T10:41:20Z gw2 SSLVPN 0-PPE-3 - - default LOGIN 11 0 :  x',
    expect: 'rfc5424: - | 0 | PPE | 3 | default | SSLVPN | LOGIN | 11 | 0 > x',
  },
  {
    line: `<134>1 2025-01-30T10:41:20Z relay app 12 - [a b="\\]"] ${D} gw1 0-PPE-0 : default AAA Message 6 0 : x`,
    expect: 'native: gw1 | 0 | PPE | 0 | default | AAA | Message | 6 | 0 > x',
  },
  { line: '[289]: AAA Message : x', expect: 'bracketed: - | - | - | - | - | AAA | Message | - | - > x' },
  {
    line: `ns.log.1.gz:Jul 21 10:41:50 <local0.info> 10.20.0.5  ${D} GMT gw1 0-PPE-0 : default AAA Message 6 0 : x`,
    expect: 'native: gw1 | 0 | PPE | 0 | default | AAA | Message | 6 | 0 > x',
  },
  {
    line: `Jul 18 15:20:09 relay1 message repeated 3 times: [ ${D} GMT gw1 0-PPE-2 : default AAA Message 6 0 : x]`,
    expect: 'native: gw1 | 0 | PPE | 2 | default | AAA | Message | 6 | 0 > x',
  },
  {
    line: `<134> ${D} message repeated 3 times: [ GMT gw1 0-PPE-2 : default AAA Message 6 0 : x]`,
    expect: 'native: gw1 | 0 | PPE | 2 | default | AAA | Message | 6 | 0 > x',
  },
  {
    line: '<134>1 2025-01-30T10:41:20Z gw2 AAA 0-PPE-3 - - \xef\xbb\xbfdefault Message 11 0 : x',
    expect: 'rfc5424: - | 0 | PPE | 3 | default | AAA | Message | 11 | 0 > x',
  },
  { line: 'default NOSUCHEVENT 7 0 : x', expect: 'none' },
  { line: `<134> ${D} GMT gw1 0-PPE-2`, expect: 'none' },
  { line: 'nsaaad[15]: user x 0-PPE-1 : default AAA Message 6 0 : y', expect: 'none' },
  { line: `Jul 18 15:20:09 gw1 nsaaad[15]: user ${D} gw9 0-PPE-1 : default AAA Message 6 0 : y`, expect: 'none' },
  { line: '10.0.0.1 -> 10.0.0.2 "GET /0-PPE-1 : default AAA Message 6 0 : y"', expect: 'none' },
  { line: '<134>Jul 18 15:20:09 gw1 sshd: x default LOGOUT 7 0 : y', expect: 'none' },
  { line: '', expect: 'none' },
];

for (const { line, expect } of rows) {
  test(line === '' ? '(empty)' : line, () => assert.equal(decode(line).shown, expect));
}

test('the colon before the body may be glued to it', () => {
  assert.match(decode('0-PPE-1 : default AAA Message 6 0 :x').shown, /> x$/);
});

test('relays are the words in front of the date, the priority word is none of them', () => {
  const line = `Jul 18 15:20:09 relay1 <local0.warn> 10.20.0.5 ${D} GMT gw1 0-PPE-2 : default AAA Message 6 0 : x`;
  const { header } = decode(line);
  assert.deepEqual(
    header.relays.map(({ from, to }) => line.slice(from, to)),
    ['relay1', '10.20.0.5'],
  );
  assert.deepEqual([header.priority?.severity, header.priority?.facility], [4, 16]);
});

test('an octet count and a repeat count are found', () => {
  const line = `205 <134>Jul 18 15:20:09 r message repeated 12 times: [ ${D} GMT gw1 0-PPE-2 : default AAA Message 6 0 : x]`;
  const { header } = decode(line);
  assert.equal(line.slice(header.repeats?.from, header.repeats?.to), '12');
  assert.deepEqual(header.ignored, [{ from: 0, to: 3 }]);
});
