import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDate } from './date.js';
import { type DateEvidence, decideOrder, ProvenDates } from './date-order.js';
import { readStamp } from './stamp.js';

function date(text: string) {
  const parts = readDate(text, 0);
  assert.ok(parts, text);
  return parts;
}

interface Row {
  readonly name: string;
  readonly header?: string;
  readonly body?: readonly string[];
  readonly seconds?: number;
  readonly stamp?: string;
  readonly receivedAt?: string;
  readonly proven?: 'mdy' | 'dmy';
  readonly setting?: 'mdy' | 'dmy' | 'ymd';
  readonly expect: string | null;
}

const rows: readonly Row[] = [
  { name: 'year first', header: '2024/03/04:00:00:00', setting: 'dmy', expect: 'ymd year-first' },
  { name: 'a day above 12 in front', header: '13/03/2024:00:00:00', expect: 'dmy part-over-12' },
  { name: 'a day above 12 in the middle', header: '03/13/2024:00:00:00', setting: 'dmy', expect: 'mdy part-over-12' },
  {
    name: 'one body time settles it',
    header: '01/10/2024:00:00:05',
    body: ['30/09/2024:23:59:50', '01/10/2024:00:00:05'],
    expect: 'dmy body-times',
  },
  {
    name: 'body times that contradict each other settle nothing',
    header: '01/10/2024:00:00:05',
    body: ['30/09/2024:23:59:50', '09/30/2024:23:59:50'],
    expect: 'mdy setting',
  },
  {
    name: 'a year-first body time says nothing about the header',
    header: '01/10/2024:00:00:05',
    body: ['2024/01/10:00:00:05'],
    setting: 'dmy',
    expect: 'dmy setting',
  },
  {
    name: 'the logged duration over midnight',
    header: '09/11/2024:00:01:00',
    body: ['08/11/2024:23:59:00', '09/11/2024:00:01:00'],
    seconds: 120,
    expect: 'dmy body-times',
  },
  {
    name: 'a duration that fits no order',
    header: '09/11/2024:00:01:00',
    body: ['08/11/2024:23:59:00', '09/11/2024:00:01:00'],
    seconds: 7,
    expect: 'mdy setting',
  },
  {
    name: 'body times come before the stamp',
    header: '07/11/2025:00:00:00',
    body: ['06/30/2025:23:59:59'],
    stamp: 'Nov  7 00:00:00',
    expect: 'mdy body-times',
  },
  {
    name: 'the stamp is nearer to day first',
    header: '11/07/2025:14:59:56',
    stamp: 'Jul 11 14:59:58',
    expect: 'dmy relay-stamp',
  },
  {
    name: 'a stamp over the turn of the year',
    header: '01/12/2025:00:00:05',
    stamp: 'Dec  1 00:00:01',
    expect: 'dmy relay-stamp',
  },
  {
    name: 'a stamp with its year',
    header: '01/02/2025:00:00:05',
    stamp: '2025-01-02T00:00:06Z',
    setting: 'dmy',
    expect: 'mdy relay-stamp',
  },
  {
    name: 'a stamp hides the time of receipt',
    header: '11/07/2025:14:59:56',
    stamp: 'Jul 11 14:59:58',
    receivedAt: '2025-11-07T15:00:00Z',
    expect: 'dmy relay-stamp',
  },
  {
    name: 'the time of receipt',
    header: '11/07/2025:14:59:56',
    receivedAt: '2025-07-11T15:00:00Z',
    expect: 'dmy receive-time',
  },
  {
    name: 'both readings are the same day',
    header: '07/07/2025:14:59:56',
    receivedAt: '2025-07-07T15:00:00Z',
    proven: 'dmy',
    expect: 'dmy device-history',
  },
  { name: 'what the device has shown', header: '05/06/2024:00:00:00', proven: 'dmy', expect: 'dmy device-history' },
  { name: 'nothing known', header: '05/06/2024:00:00:00', expect: 'mdy setting' },
  { name: 'the setting', header: '05/06/2024:00:00:00', setting: 'dmy', expect: 'dmy setting' },
  { name: 'a setting that cannot be', header: '05/06/2024:00:00:00', setting: 'ymd', expect: 'mdy setting' },
  { name: 'no header date, body decides', body: ['30/09/2024:23:59:50'], expect: 'dmy body-times' },
  { name: 'no date at all', expect: null },
];

for (const row of rows) {
  test(row.name, () => {
    const body = (row.body ?? []).map(date);
    const [begin, end] = body;
    const evidence: DateEvidence = {
      device: 'gw1',
      header: row.header === undefined ? null : date(row.header),
      body,
      stamp: row.stamp === undefined ? null : readStamp(row.stamp, 0),
      receivedAt: row.receivedAt === undefined ? null : Date.parse(row.receivedAt),
      ...(row.seconds !== undefined && begin && end ? { span: { begin, end, seconds: row.seconds } } : {}),
    };
    const history = new ProvenDates();
    if (row.proven !== undefined) history.learn('gw1', row.proven);
    const decision = decideOrder(evidence, history, row.setting ?? 'mdy');
    assert.equal(decision && `${decision.order} ${decision.because}`, row.expect);
  });
}

test('a device that has shown both orders has shown none, and devices are kept apart', () => {
  const history = new ProvenDates();
  history.learn('a', 'mdy');
  history.learn('b', 'dmy');
  assert.deepEqual([history.known('a'), history.known('b'), history.known('c')], ['mdy', 'dmy', null]);
  history.learn('a', 'dmy');
  history.learn('a', 'mdy');
  assert.equal(history.known('a'), null);
});

test('year-first dates teach nothing about the order of the others', () => {
  const history = new ProvenDates();
  history.learn('a', 'ymd');
  assert.equal(history.known('a'), null);
});
