import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows, type StoredRow } from '../encode/row.js';
import { readLine } from '../map/reader.js';
import { BlockEncoder, type BlockOutcome } from './encode-block.js';

const SETTINGS = { constants: {}, collectorReceivedTime: null, maxLineBytes: 1000 };
const HEADER = '<134> 03/17/2026:09:00:01 GMT gw-a 0-PPE-0 : default';
const LOGOUT = `${HEADER} AAA LOGOUT 71 0 : User mbell - Client_ip 192.0.2.7`;
const COMMAND = `${HEADER} UI CMD_EXECUTED 72 0 :  User nsroot - Remote_ip 192.0.2.9 - Command "show ns info" - Status "Success"`;

interface Encoded {
  readonly outcome: BlockOutcome;
  readonly rows: readonly StoredRow[];
}

function encode(encoder: BlockEncoder, text: string, originalLength?: number): Encoded {
  const rows: StoredRow[] = [];
  const cut = originalLength === undefined ? {} : { originalLength };
  const input = { bytes: Buffer.from(text, 'latin1'), proofs: [], ...cut };
  return { outcome: encoder.encode(input, (batch) => rows.push(...readRows(batch))), rows };
}

/** An encoder that reads lines of these forms by their templates. */
function taught(): BlockEncoder {
  const encoder = new BlockEncoder(SETTINGS);
  encode(encoder, `${LOGOUT}\n${COMMAND}\n`.repeat(4));
  const { counts } = encode(encoder, `${COMMAND}\n`).outcome;
  assert.equal(counts.byTemplate, 1);
  return encoder;
}

test('what is left of a line that was cut is never taken for a whole one', () => {
  const { outcome, rows } = encode(taught(), COMMAND, 70_000);
  assert.equal(outcome.counts.byTemplate, 0);
  assert.deepEqual(outcome.counts.defects, { 'line-too-long': 1 });
  assert.deepEqual(rows[0]?.event.attributes, { originalLength: '70000' });
});

test('a line that was cut is an event, even when what is left is blank', () => {
  const { outcome, rows } = encode(taught(), ' '.repeat(1000), 70_000);
  assert.deepEqual([outcome.counts.lines, rows[0]?.rawRest], [1, ' '.repeat(1000)]);
});

test('a line beyond the limit is cut to it', () => {
  const { outcome, rows } = encode(taught(), `${'x'.repeat(1001)}\r\n${'y'.repeat(1000)}\r\n`);
  assert.equal(outcome.counts.defects['line-too-long'], 1);
  assert.deepEqual(
    rows.map(({ rawRest }) => rawRest.length),
    [1000, 1000],
  );
  assert.equal(rows[0]?.event.attributes?.['originalLength'], '1001');
});

test('an encoder gives the same rows again, and more blocks than fit in a batch go on in the next', () => {
  const encoder = new BlockEncoder(SETTINGS, { capacity: 3 });
  const text = `${LOGOUT}\n${COMMAND}\n`.repeat(4);
  const first = encode(encoder, text);
  assert.equal(first.rows.length, 8);
  const again = encode(encoder, text);
  assert.ok(again.outcome.counts.byTemplate > first.outcome.counts.byTemplate);
  assert.deepEqual(
    again.rows.map(({ event }) => event),
    first.rows.map(({ event }) => event),
  );
});

test('more devices than are remembered: what each has proven still decides its dates alone', () => {
  const dates = ['', '04/03/2026', '04/03/2026'];
  const lines = Array.from({ length: 18_000 }, (_, index) => {
    const proof = index % 2 === 0 ? '17/03/2026' : '03/17/2026';
    const date = dates[Math.floor(index / 6000)] || proof;
    return COMMAND.replace('03/17/2026', date).replace('gw-a', `gw-${index % 6000}`);
  });
  const { outcome, rows } = encode(taught(), `${lines.join('\n')}\n`);
  assert.equal(outcome.counts.byTemplate, 6000); // those whose dates prove their order
  const read = rows.slice(6000).map(({ event }) => event.eventTime);
  const [dayFirst, monthFirst] = [Date.UTC(2026, 2, 4, 9, 0, 1), Date.UTC(2026, 3, 3, 9, 0, 1)];
  assert.deepEqual(
    read.filter((time, index) => time !== (index % 2 === 0 ? dayFirst : monthFirst)),
    [],
  );
});

/** A reader with a defect: what it throws comes at another moment for each of these lines. */
const defective: typeof readLine = (line, context) => {
  const reading = readLine(line, context);
  if (line.includes('-a-before-')) throw new TypeError('cannot read it');
  if (line.includes('-b-half-')) return { ...reading, event: { ...reading.event, inByte: 'no number' as never } };
  if (!line.includes('-c-after-')) return reading;
  return Object.defineProperty({ ...reading }, 'claims', {
    get: () => {
      throw new RangeError('cannot learn from it');
    },
  });
};

const POISON = ['-a-before-', '-b-half-', '-c-after-'];
for (const poison of POISON) {
  test(`a line that the program fails on is kept as raw text, and its neighbours are what they are without it: ${poison}`, () => {
    const bad = COMMAND.replace('nsroot', poison);
    const other = LOGOUT.replace('192.0.2.7', '2001:db8::7');
    const good = [LOGOUT, COMMAND, other];
    const expected = encode(new BlockEncoder(SETTINGS, { read: defective }), `${good.join('\n')}\n`);
    const text = `${bad}\n${good.map((line) => `${line}\n${bad}\n`).join('')}`;
    const { outcome, rows } = encode(new BlockEncoder(SETTINGS, { read: defective }), text);
    assert.deepEqual(
      rows.filter((_, index) => index % 2 === 1),
      expected.rows,
    );
    for (const row of rows.filter((_, index) => index % 2 === 0)) {
      assert.equal(row.rawRest, bad);
      assert.deepEqual(row.event.defects, ['not-read', 'no-event-time']);
      assert.deepEqual([row.event.userName, row.event.sessionId, row.event.inByte], [undefined, undefined, undefined]);
    }
    const { lines, unrecognised, defects } = outcome.counts;
    assert.deepEqual([lines, unrecognised], [7, 4]);
    assert.equal(defects['not-read'], 4);
    assert.match(outcome.failure?.stack ?? '', /encode-block\.test/);
    assert.equal(expected.outcome.failure, null);
  });
}

test('a line that the program fails on is dated by its receipt, and cut when it is too long', () => {
  const bytes = Buffer.from(`${COMMAND.replace('nsroot', '-a-before-')}${'x'.repeat(1000)}`, 'latin1');
  const receivedAt = Date.UTC(2026, 2, 17);
  const segment = { peer: '192.0.2.1', receivedAt, lengths: [bytes.length], bytes, originalLengths: new Map() };
  const rows: StoredRow[] = [];
  const encoder = new BlockEncoder(SETTINGS, { read: defective });
  encoder.encodeSegments({ segments: [segment], proofs: [] }, (batch) => rows.push(...readRows(batch)));
  const [row] = rows;
  assert.equal(row?.rawRest.length, 1000);
  assert.deepEqual(row.event.defects, ['not-read', 'line-too-long']);
  assert.deepEqual(
    [row.event.eventTime, row.event.deviceHost, row.event.attributes],
    [receivedAt, '192.0.2.1', { originalLength: String(bytes.length) }],
  );
});
