import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coordinatesOf } from './coordinates.js';

test('coordinates: latitude first', () => {
  assert.deepEqual(coordinatesOf('-8.05,-34.9'), { latitude: -8.05, longitude: -34.9 });
});

for (const text of ['', '48.21', '91,0', '0,181', '1,2,3', '1e1,2', '<svg>'])
  test(`coordinates: no place on earth: ${text || 'nothing'}`, () => assert.equal(coordinatesOf(text), null));
