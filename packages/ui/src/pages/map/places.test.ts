import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf } from './places.js';

const vienna = { geoSourceCoordinates: '48.21,16.37', geoSourceCity: 'Vienna', geoSourceCountry: 'Austria' };
const nowhere = { geoSourceCoordinates: null, geoSourceCity: null, geoSourceCountry: null };

test('places: groups of one place are one, with its failures and gateways', () => {
  const { places, withoutPlace } = placesOf([
    { ...nowhere, virtualSystem: '203.0.113.1', outcome: null, count: 9 },
    { ...vienna, virtualSystem: '203.0.113.1', outcome: 'Success', count: 3 },
    { ...vienna, virtualSystem: '203.0.113.1', outcome: 'Failure', count: 1 },
    { ...vienna, virtualSystem: null, outcome: 'Failure', count: 2 },
    { ...vienna, geoSourceCoordinates: '-8.05,-34.9', geoSourceCity: 'Recife', outcome: null, count: 7 },
  ]);
  assert.equal(withoutPlace, 9);
  assert.deepEqual(
    places.map(({ city, latitude, longitude, count, failed }) => [city, latitude, longitude, count, failed]),
    [
      ['Recife', -8.05, -34.9, 7, 0],
      ['Vienna', 48.21, 16.37, 6, 3],
    ],
  );
  assert.deepEqual([...(places[1]?.servers ?? [])], [['203.0.113.1', 4]]);
});
