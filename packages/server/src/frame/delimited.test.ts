import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { framesOfDatagram } from './datagram.js';
import { DelimitedFramer } from './delimited.js';
import { chunked, type PrintedFrame, printedFrames } from './printed.test.js';

test('lines of a file: NUL is a part of them', () => {
  const framer = new DelimitedFramer(10, 'lf');
  assert.deepEqual(printedFrames(framer.push(Buffer.from('a\0b\nc'))), ['a\0b']);
  assert.equal(framer.unfinishedBytes, 1);
  assert.deepEqual(printedFrames(framer.push(Buffer.from('\0\nd'))), ['c\0']);
  assert.deepEqual(printedFrames(framer.end()), ['d']);
  assert.equal(framer.unfinishedBytes, 0);
});

test('lines are the same however the bytes were cut, and those that split gives', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\n', '\0', 'a', 'bc', 'd e', '12 <')), lengths, (pieces, cuts) => {
      const framer = new DelimitedFramer(1000, 'lf-or-nul');
      const stream = pieces.join('');
      const frames = chunked(stream, cuts).flatMap((chunk) => framer.push(chunk));
      const lines = stream.split(/[\n\0]/).filter((line) => line !== '');
      assert.deepEqual(printedFrames([...frames, ...framer.end()]), lines);
    }),
  );
});

test('a chunk of many NULs and no line feed takes no longer than one of line feeds', () => {
  const framer = new DelimitedFramer(10, 'lf-or-nul');
  assert.equal(framer.push(Buffer.from('a\0'.repeat(500_000))).length, 500_000);
});

const DATAGRAMS: readonly { name: string; datagram: string; frames: readonly PrintedFrame[] }[] = [
  { name: 'empty', datagram: '', frames: [] },
  { name: 'one message', datagram: '<1>one', frames: ['<1>one'] },
  { name: 'one with its line feed', datagram: '<1>one\n', frames: ['<1>one'] },
  { name: 'one with its NUL', datagram: '<1>one\0', frames: ['<1>one'] },
  { name: 'NUL inside stays', datagram: '<1>o\0ne', frames: ['<1>o\0ne'] },
  { name: 'several', datagram: '<1>one\n<2>two\r\n\n<3>three', frames: ['<1>one', '<2>two', '<3>three'] },
  { name: 'several, NUL at the end', datagram: '<1>one\n<2>two\0', frames: ['<1>one', '<2>two'] },
  { name: 'digits in front are no count here', datagram: '3 <1>one', frames: ['3 <1>one'] },
  { name: 'too long', datagram: 'x'.repeat(30), frames: [{ text: 'x'.repeat(20), originalLength: 30 }] },
];

for (const { name, datagram, frames } of DATAGRAMS) {
  test(`datagram: ${name}`, () =>
    assert.deepEqual(printedFrames(framesOfDatagram(Buffer.from(datagram, 'latin1'), 20)), frames));
}
