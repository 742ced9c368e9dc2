import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsOf } from './links.js';

test('the events behind a figure are found by all that was asked for, as they were written', () => {
  assert.deepEqual(eventsOf({ eventSourceId: 'paris', eventName: 'LOGIN' }, { from: 'now-1h' }), {
    q: 'eventSourceId: paris and eventName: LOGIN',
    from: 'now-1h',
  });
});

test('what is empty stands for events without it; a value that looks like a query stays a value', () => {
  assert.deepEqual(eventsOf({ deviceName: '', eventName: 'x or *' }, { event: 'e1' }), {
    q: 'deviceName is null and eventName: `x or *`',
    from: '*',
    event: 'e1',
  });
});
