import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unwrap } from './unwrap.js';

const rows: readonly { name: string; line: string; text: string; unquoted: boolean }[] = [
  { name: 'plain', line: '<134> a "b" c', text: '<134> a "b" c', unquoted: false },
  { name: 'blanks and CR at the ends', line: ' <134> a \r', text: '<134> a', unquoted: false },
  { name: 'spelt line ends', line: 'a 3 ms\\0x0a', text: 'a 3 ms', unquoted: false },
  { name: 'rsyslog escape', line: 'a#012', text: 'a', unquoted: false },
  { name: 'CSV', line: '"a ""b"" c"', text: 'a "b" c', unquoted: true },
  { name: 'CSV, cut', line: '"a ""b"" c', text: 'a "b" c', unquoted: true },
  { name: 'quotes around unescaped ones', line: '"a "b" c"', text: 'a "b" c', unquoted: true },
  { name: 'JSON', line: '"a \\"b\\" \\\\c\\tx\\n"', text: 'a "b" \\c\tx', unquoted: true },
  {
    name: 'JSON with a character beyond one byte',
    line: '"a \\"b\\" \\u00e9\\ud83d\\ude00"',
    text: 'a "b" Ã©ð\x9f\x98\x80',
    unquoted: true,
  },
  { name: 'JSON without its outer quotes', line: 'a \\"b\\" c', text: 'a "b" c', unquoted: true },
  { name: 'one escaped quote among plain ones is text', line: 'a \\"b" c', text: 'a \\"b" c', unquoted: false },
  { name: 'a backslash without quotes is text', line: '"corp\\ann"', text: 'corp\\ann', unquoted: true },
  { name: 'a lone quote', line: '"', text: '"', unquoted: false },
  { name: 'byte order mark', line: '\xef\xbb\xbf<134> a', text: '<134> a', unquoted: false },
  { name: 'nothing', line: '', text: '', unquoted: false },
];

for (const { name, line, text, unquoted } of rows) {
  test(name, () => {
    const read = unwrap(line);
    assert.equal(read.text.slice(read.from, read.to), text);
    assert.equal(read.unquoted, unquoted);
  });
}
