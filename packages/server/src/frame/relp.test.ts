import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chunked } from './printed.test.js';
import { type RelpFrame, RelpFramer } from './relp.js';

type Printed = readonly [transaction: number, command: string, data: string, dataLength: number];

function read(stream: string, lengths: readonly number[] = [1 << 20]): { frames: Printed[]; isBroken: boolean } {
  const framer = new RelpFramer(16);
  const frames = chunked(stream, lengths).flatMap((chunk) => framer.push(chunk).map(printed));
  return { frames, isBroken: framer.isBroken };
}

function printed({ transaction, command, data, dataLength }: RelpFrame): Printed {
  return [transaction, command, Buffer.from(data).toString('latin1'), dataLength];
}

const CASES: readonly { name: string; stream: string; frames: readonly Printed[]; isBroken?: true }[] = [
  {
    name: 'open, syslog, close',
    stream: '1 open 5 a=b\nc\n2 syslog 3 abc\n3 close 0\n',
    frames: [
      [1, 'open', 'a=b\nc', 5],
      [2, 'syslog', 'abc', 3],
      [3, 'close', '', 0],
    ],
  },
  { name: 'line feeds in the data', stream: '7 syslog 3 \n\n\n\n', frames: [[7, 'syslog', '\n\n\n', 3]] },
  { name: 'a blank before no data', stream: '7 close 0 \n', frames: [[7, 'close', '', 0]] },
  {
    name: 'long data is cut',
    stream: `7 syslog 20 ${'x'.repeat(20)}\n8 syslog 1 y\n`,
    frames: [
      [7, 'syslog', 'x'.repeat(16), 20],
      [8, 'syslog', 'y', 1],
    ],
  },
  { name: 'no trailer', stream: '7 syslog 3 abcd8 syslog 1 x\n', frames: [], isBroken: true },
  { name: 'no length', stream: '7 syslog abc\n', frames: [], isBroken: true },
  { name: 'no data although announced', stream: '7 syslog 3\n', frames: [], isBroken: true },
  {
    name: 'TLS where none is spoken',
    stream: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.repeat(9),
    frames: [],
    isBroken: true,
  },
  { name: 'syslog without RELP', stream: '<134>01/24/2025:12:06:37 GMT adc-1\n', frames: [], isBroken: true },
  { name: 'a transaction of ten digits', stream: '1234567890 syslog 1 a\n', frames: [], isBroken: true },
];

for (const { name, stream, frames, isBroken = false } of CASES) {
  test(`RELP: ${name}`, () => {
    assert.deepEqual(read(stream), { frames, isBroken });
    assert.deepEqual(read(stream, [1]), { frames, isBroken }, 'byte by byte');
  });
}

test('RELP: what is written is read, however it was cut', () => {
  const transaction = fc.record({
    number: fc.integer({ min: 1, max: 999_999_999 }),
    command: fc.constantFrom('open', 'syslog', 'close'),
    data: fc.string({ maxLength: 16 }).map((text) => text.replace(/[^\n -~]/g, '?')),
  });
  const lengths = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(transaction), lengths, (transactions, cuts) => {
      const stream = transactions.map(
        ({ number, command, data }) => `${number} ${command} ${data.length}${data === '' ? '' : ` ${data}`}\n`,
      );
      const frames = transactions.map(({ number, command, data }) => [number, command, data, data.length]);
      assert.deepEqual(read(stream.join(''), cuts), { frames, isBroken: false });
    }),
  );
});
