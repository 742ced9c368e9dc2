import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventJson, eventMarkdown } from './event-text.js';

const event = {
  eventTime: '2026-03-17T08:30:00.000Z',
  eventName: 'LOGIN',
  userName: 'x`](javascript:alert(1)) | <b>\u202e',
  inByte: 2048,
  rawEvent: 'line with ``` in it\u0000',
} as const;

test('event text: JSON is the event', () => assert.deepEqual(JSON.parse(eventJson(event)), event));

test('event text: Markdown holds hostile values as code', () => {
  assert.deepEqual(eventMarkdown(event, 'https://gatehouse.example/s/1').split('\n'), [
    '**2026-03-17 08:30:00 UTC** x\\`\\]\\(javascript:alert\\(1\\)\\) \\| \\<b\\>⟨RLO⟩ signed in',
    '',
    '| token | value |',
    '|---|---|',
    '| eventTime | `2026-03-17 08:30:00.000` |',
    '| eventName | `LOGIN` |',
    '| userName | ``x`](javascript:alert(1)) \\| <b>⟨RLO⟩`` |',
    '| inByte | `2 KB` |',
    '',
    '````',
    'line with ``` in it⟨NUL⟩',
    '````',
    '',
    '<https://gatehouse.example/s/1>',
    '',
  ]);
});
