import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PrintedEvent } from '@gatehouse/model';
import { sentenceOf, sentenceText } from './sentence.js';

const rows: readonly (readonly [name: string, event: PrintedEvent, sentence: string])[] = [
  [
    'a login with everything',
    {
      eventName: 'LOGIN',
      userName: 'jdoe',
      deviceName: 'gw-paris',
      clientIpv4: '192.0.2.7',
      geoSourceCity: 'Lyon',
      geoSourceCountry: 'FR',
      sourceAsn: 64500,
      sourceAsOrg: 'Example Net',
      userAgent: 'Workspace 24.3',
    },
    'jdoe signed in to gw-paris from 192.0.2.7 in Lyon (AS64500 Example Net) with Workspace 24.3',
  ],
  ['a login with little', { eventName: 'LOGIN', userName: 'jdoe' }, 'jdoe signed in'],
  ['nobody', { eventName: 'LOGIN_FAILED', sourceIpv4: '192.0.2.7' }, 'Somebody failed to sign in from 192.0.2.7'],
  [
    'a denial',
    {
      eventName: 'NONHTTP_RESOURCEACCESS_DENIED',
      userName: 'a',
      destinationIpv4: '10.1.1.1',
      destinationPort: 443,
      deniedByPolicy: 'P',
    },
    'a was denied 10.1.1.1:443 by policy P',
  ],
  [
    'bytes and spans',
    { eventName: 'LOGOUT', userName: 'a', duration: 3661, inByte: 2048 },
    'a signed out after 01:01:01, 2 KB down',
  ],
  ['an event without a sentence', { eventName: 'TRAP_SENT', deviceName: 'gw' }, 'TRAP_SENT on gw'],
  ['a message', { eventName: 'Message', message: 'hello' }, 'hello'],
  ['a needed token is missing', { eventName: 'HTTPREQUEST', userName: 'a' }, 'a: HTTPREQUEST'],
  ['only the line', { rawEvent: 'what?' }, 'what?'],
  ['nothing at all', {}, ''],
  [
    'a template in a value is only text',
    { eventName: 'LOGIN', userName: '{deviceName}[x]' },
    '{deviceName}[x] signed in',
  ],
];

for (const [name, event, sentence] of rows) {
  test(`sentence: ${name}`, () => assert.equal(sentenceText(event, 'utc'), sentence));
}

test('sentence: values know their token', () => {
  assert.deepEqual(sentenceOf({ eventName: 'LOGIN', userName: 'jdoe' }, 'utc'), [
    { text: 'jdoe', token: 'userName' },
    { text: ' signed in' },
  ]);
});
