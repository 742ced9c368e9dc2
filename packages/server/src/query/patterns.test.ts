import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, parse, print } from '@gatehouse/qql';
import { patternsOf, templatePieces } from './patterns.js';

const HEADER =
  '<134> \x01dmUTC:eventTime\x02 GMT \x01x:deviceName\x02 : \x01x:category\x02 \x01x:eventName\x02 \x01n:sessionId\x02 0 :  ';
const FAILED = 'User \x01x:userName\x02 - Client_ip \x01a:clientIpv4\x02 - Reason "\x01v:\x02"';

test('a form begins behind its header', () => {
  assert.deepEqual(templatePieces(`${HEADER}${FAILED}`, 'LOGIN_FAILED'), [
    { text: 'User ' },
    { token: 'userName' },
    { text: ' - Client_ip ' },
    { token: 'clientIpv4' },
    { text: ' - Reason "' },
    { token: null },
    { text: '"' },
  ]);
});

test('a form without a known event is shown whole', () => {
  assert.deepEqual(templatePieces('kernel: \x01r:\x02 up', ''), [
    { text: 'kernel: ' },
    { token: null },
    { text: ' up' },
  ]);
});

test('forms that differ in their header alone are one, and an event’s only form is found by its name', () => {
  const forms = ['<134> ', '<132> x: '].map((start, at) => ({
    eventName: 'LOGIN_FAILED',
    pieces: templatePieces(`${start}${HEADER}${FAILED}`, 'LOGIN_FAILED'),
    count: at + 1,
  }));
  const patterns = patternsOf(forms).map(({ count, query }) => [count, query]);
  assert.deepEqual(patterns, [[3, 'eventName: LOGIN_FAILED']]);
});

const texts: readonly (readonly [text: string, clause: string])[] = [
  ['User a - SessionId: 1', 'rawEvent: *User a - SessionId? 1*'],
  ['a  b "c" [d]', 'rawEvent: *a*b ?c? ?d?*'],
  ['a and b or not c', 'rawEvent: *a \\and b \\or \\not c*'],
  ['\u202eabc\\', 'rawEvent: *abc?*'],
  ['', 'eventName is null'],
];

for (const [text, clause] of texts)
  test(`${JSON.stringify(text)} is found by ${clause}`, () => {
    const [pattern] = patternsOf([{ eventName: '', pieces: [{ text }], count: 1 }]);
    const { query = '' } = pattern ?? {};
    assert.equal(query.replace('eventName is null and ', ''), clause);
    const { tree } = parse(query);
    assert.equal(tree && print(tree), query);
    assert.deepEqual(check(query, { now: 0, zone: 'UTC' }).diagnostics, []);
  });
