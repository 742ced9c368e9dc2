import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DetectingFramer } from './detect.js';
import { chunked, type PrintedFrame, printedFrames } from './printed.test.js';

const LIMIT = 64;
/** Long enough to be believed as counted without PRI. */
const LONG = '01/24/2025:12:06:37 GMT adc-1 0-PPE-0 : made up';

function framed(stream: string, lengths: readonly number[] = [1 << 20], limit = LIMIT): PrintedFrame[] {
  const framer = new DetectingFramer(limit);
  const frames = chunked(stream, lengths).flatMap((chunk) => framer.push(chunk));
  return printedFrames([...frames, ...framer.end()]);
}

function counted(message: string): string {
  return `${Buffer.byteLength(message, 'latin1')} ${message}`;
}

const CASES: readonly { name: string; stream: string; frames: readonly PrintedFrame[] }[] = [
  { name: 'nothing', stream: '', frames: [] },
  { name: 'line feeds', stream: '<1>one\n<2>two\n', frames: ['<1>one', '<2>two'] },
  { name: 'CRLF, and a lone CR that ends nothing', stream: 'a\r\nb\rc\n', frames: ['a', 'b\rc'] },
  { name: 'NUL', stream: '<1>one\0<2>two\0', frames: ['<1>one', '<2>two'] },
  { name: 'NUL after line feed', stream: 'one\n\0two\n\0', frames: ['one', 'two'] },
  { name: 'no trailer at the end', stream: 'one\ntwo', frames: ['one', 'two'] },
  { name: 'blank lines are no messages', stream: '\n\r\n \t \r\n\0one\n  ', frames: ['one'] },
  { name: 'outer blanks stay', stream: '  <1>one  \n', frames: ['  <1>one  '] },
  { name: 'counted', stream: '6 <1>one7 <2>four', frames: ['<1>one', '<2>four'] },
  { name: 'counted with line feeds in between', stream: '6 <1>one\n7 <2>four\r\n', frames: ['<1>one', '<2>four'] },
  {
    name: 'the terminator of a cut message is not counted',
    stream: `${'x'.repeat(100)}\r\n${counted(`<1>${'x'.repeat(97)}\r\n`)}`,
    frames: [
      { text: 'x'.repeat(64), originalLength: 100 },
      { text: `<1>${'x'.repeat(61)}`, originalLength: 100 },
    ],
  },
  { name: 'counted with its line feed counted', stream: '7 <1>one\n9 <2>four\r\n', frames: ['<1>one', '<2>four'] },
  { name: 'a line feed inside a counted message', stream: '8 <1>a\nb\nc', frames: ['<1>a\nb\nc'] },
  {
    name: 'both in one stream',
    stream: '<1>one\n6 <2>two<3>three\n6 <4>for',
    frames: ['<1>one', '<2>two', '<3>three', '<4>for'],
  },
  { name: 'counted without PRI', stream: `${counted(LONG)}${counted(LONG)}`, frames: [LONG, LONG] },
  { name: 'counted without PRI, line feed counted', stream: counted(`${LONG}\n`), frames: [LONG] },
  { name: 'counted without PRI, then a line', stream: `${counted(LONG)}\n${LONG}\n`, frames: [LONG, LONG] },
  {
    name: 'a line that begins with a day',
    stream: '24 Jan 2025 12:06:37 and so on\nnext\n',
    frames: ['24 Jan 2025 12:06:37 and so on', 'next'],
  },
  { name: 'a line that begins with a year', stream: '2025 Jan 24 text\nnext\n', frames: ['2025 Jan 24 text', 'next'] },
  { name: 'a line that begins with a year, broken off', stream: '2025 Jan 24 te', frames: ['2025 Jan 24 te'] },
  { name: 'digits glued in front', stream: '133<134>text\n', frames: ['133<134>text'] },
  { name: 'a leading nought', stream: '06 <1>one\n', frames: ['06 <1>one'] },
  { name: 'too many digits', stream: '123456789 <1>one\n', frames: ['123456789 <1>one'] },
  { name: 'more than anybody sends', stream: '99999999 <1>one\nnext\n', frames: ['99999999 <1>one', 'next'] },
  { name: 'a number alone', stream: '42\n42 \n42', frames: ['42', '42 ', '42'] },
  { name: 'a count that is too small', stream: '5 <1>one\n6 <2>two', frames: ['<1>on', 'e', '<2>two'] },
  { name: 'counted and broken off', stream: '60 <1>one', frames: [{ text: '<1>one', originalLength: 60 }] },
  {
    name: 'a long line is cut',
    stream: `${'x'.repeat(100)}\nnext\n`,
    frames: [{ text: 'x'.repeat(64), originalLength: 100 }, 'next'],
  },
  {
    name: 'a long counted message is cut',
    stream: `${counted(`<1>${'x'.repeat(97)}`)}6 <2>two`,
    frames: [{ text: `<1>${'x'.repeat(61)}`, originalLength: 100 }, '<2>two'],
  },
  { name: 'a line of the limit with CRLF is whole', stream: `${'x'.repeat(64)}\r\n`, frames: ['x'.repeat(64)] },
  {
    name: 'a long line that begins with a number is cut with it',
    stream: `2025 ${'x'.repeat(100)}\n`,
    frames: [{ text: `2025 ${'x'.repeat(59)}`, originalLength: 105 }],
  },
];

for (const { name, stream, frames } of CASES) {
  test(`detect: ${name}`, () => {
    assert.deepEqual(framed(stream), frames);
    assert.deepEqual(framed(stream, [1]), frames, 'byte by byte');
  });
}

const piece = fc.oneof(
  fc.constantFrom('\n', '\r\n', '\0', ' ', '<', '<13>', '7 <', '45 a', '9', '0', 'x', 'ab', '16777217 <', '\r'),
  fc.string({ maxLength: 60 }),
);
const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

test('detect gives the same frames however the bytes were cut', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), lengths, (pieces, cuts) => {
      const stream = pieces.join('');
      assert.deepEqual(framed(stream, cuts, 20), framed(stream, [1 << 20], 20));
    }),
    { numRuns: 1000 },
  );
});

const message = fc.string({ maxLength: 80 }).map((text) => `<13>${text.replace(/[^ -~]/g, '?')}`);

test('detect takes well-formed lines as split does', () => {
  fc.assert(
    fc.property(fc.array(message), fc.constantFrom('\n', '\r\n', '\0'), lengths, (messages, trailer, cuts) => {
      const stream = messages.map((text) => text + trailer).join('');
      assert.deepEqual(framed(stream, cuts, 200), stream.split(trailer).slice(0, -1));
    }),
  );
});

test('detect takes messages back out of a stream in which every one has its own framing', () => {
  const wrapped = fc.record({
    text: message,
    framing: fc.constantFrom('count', 'count and line feed', 'line feed', 'NUL'),
  });
  fc.assert(
    fc.property(fc.array(wrapped), lengths, (messages, cuts) => {
      const stream = messages.map(({ text, framing }) => WRAP[framing](text)).join('');
      assert.deepEqual(
        framed(stream, cuts, 200),
        messages.map(({ text }) => text),
      );
    }),
  );
});

const WRAP = {
  count: counted,
  'count and line feed': (text: string) => `${counted(text)}\n`,
  'line feed': (text: string) => `${text}\n`,
  NUL: (text: string) => `${text}\0`,
};
