import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FileLine, splitLines } from './line-files.js';

async function split(
  text: string,
  { sizes = [1000], max = 100 }: { sizes?: readonly number[]; max?: number } = {},
): Promise<FileLine[]> {
  const bytes = Buffer.from(text, 'latin1');
  async function* chunks() {
    for (let from = 0, index = 0; from < bytes.length; index++) {
      const to = from + (sizes[index % sizes.length] ?? 1);
      yield bytes.subarray(from, to);
      from = to;
    }
  }
  const lines: FileLine[] = [];
  for await (const part of splitLines(chunks(), max)) lines.push(...part);
  return lines;
}

const rows: readonly { name: string; text: string; lines: readonly FileLine[]; max?: number }[] = [
  {
    name: 'LF and CRLF end a line, a lone CR does not',
    text: 'a\nb\r\nc\rd',
    lines: [{ text: 'a' }, { text: 'b' }, { text: 'c\rd' }],
  },
  { name: 'blank lines are none', text: '\n \t\r\n\na\n\n', lines: [{ text: 'a' }] },
  { name: 'the last line needs no end', text: 'a\nb', lines: [{ text: 'a' }, { text: 'b' }] },
  { name: 'nothing', text: '', lines: [] },
  { name: 'a line at the limit is whole', text: 'abcd\r\nx', max: 4, lines: [{ text: 'abcd' }, { text: 'x' }] },
  {
    name: 'a line above it is cut',
    text: 'abcdef\nx',
    max: 4,
    lines: [{ text: 'abcd', originalLength: 6 }, { text: 'x' }],
  },
  { name: 'bytes are kept', text: '\x00\xff\n', lines: [{ text: '\x00\xff' }] },
];

for (const { name, text, lines, max } of rows) {
  test(name, async () => {
    for (const sizes of [[1000], [1], [2, 3]])
      assert.deepEqual(await split(text, { sizes, ...(max !== undefined && { max }) }), lines);
  });
}

test('lines do not depend on how the bytes arrive', async () => {
  const text = fc.array(fc.constantFrom('a', '\r', '\n', ' ', 'xyz'), { maxLength: 60 }).map((parts) => parts.join(''));
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(text, sizes, async (whole, parts) =>
      assert.deepEqual(await split(whole, { sizes: parts, max: 5 }), await split(whole, { max: 5 })),
    ),
  );
});
