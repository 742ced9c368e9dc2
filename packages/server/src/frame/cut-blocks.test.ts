import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutBlocks, type LineBlock } from './cut-blocks.js';

const SIZES = { block: 16, keptOfLongLine: 8 };

async function* chunksOf(bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let index = 0; at < bytes.length; index++) {
    const length = Math.max(1, lengths[index % Math.max(1, lengths.length)] ?? 1);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

async function cut(
  text: string,
  lengths: readonly number[] = [5],
): Promise<{ text: string; originalLength?: number }[]> {
  const blocks: { text: string; originalLength?: number }[] = [];
  for await (const block of cutBlocks(chunksOf(Buffer.from(text, 'latin1'), lengths), SIZES))
    blocks.push(printed(block));
  return blocks;
}

function printed({ bytes, ...rest }: LineBlock): { text: string; originalLength?: number } {
  return { text: Buffer.from(bytes).toString('latin1'), ...rest };
}

const CASES: readonly { name: string; input: string; blocks: readonly { text: string; originalLength?: number }[] }[] =
  [
    { name: 'nothing', input: '', blocks: [] },
    { name: 'a last line without line feed', input: 'one\ntwo', blocks: [{ text: 'one\ntwo' }] },
    {
      name: 'whole lines only',
      input: 'aaaaaaa\nbbbbbbb\nccc\n',
      blocks: [{ text: 'aaaaaaa\nbbbbbbb\n' }, { text: 'ccc\n' }],
    },
    {
      name: 'a line over the end of a block',
      input: 'aaaaaaaaaa\nbbbbbbbbbb\n',
      blocks: [{ text: 'aaaaaaaaaa\n' }, { text: 'bbbbbbbbbb\n' }],
    },
    {
      name: 'a line longer than a block is cut and its length kept',
      input: `${'x'.repeat(40)}\nshort\n`,
      blocks: [{ text: 'xxxxxxxx', originalLength: 40 }, { text: 'short\n' }],
    },
    {
      name: 'the CR of a long line belongs to its terminator, wherever the chunk ends',
      input: `${'x'.repeat(39)}\r\n${'x'.repeat(16)}\r\n${'x'.repeat(15)}\r\n`,
      blocks: [
        { text: 'xxxxxxxx', originalLength: 39 },
        { text: 'xxxxxxxx', originalLength: 16 },
        { text: 'xxxxxxxx', originalLength: 15 },
      ],
    },
    {
      name: 'a CR at the end of the input is part of the line',
      input: `${'x'.repeat(19)}\r`,
      blocks: [{ text: 'xxxxxxxx', originalLength: 20 }],
    },
    { name: 'a too long line at the end', input: 'x'.repeat(20), blocks: [{ text: 'xxxxxxxx', originalLength: 20 }] },
  ];

for (const { name, input, blocks } of CASES) {
  test(`cutBlocks: ${name}`, async () => assert.deepEqual(await cut(input), blocks));
}

test('cutBlocks gives the same blocks however the input is chunked, and loses no byte of lines that fit', async () => {
  const line = fc.string({ maxLength: 15 }).map((text) => text.replace(/[^a-z]/g, 'q'));
  const chunkLengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(line), chunkLengths, async (lines, lengths) => {
      const input = lines.join('\n');
      const blocks = await cut(input, lengths);
      assert.deepEqual(blocks, await cut(input, [1000]));
      assert.equal(blocks.map(({ text }) => text).join(''), input);
    }),
  );
});
