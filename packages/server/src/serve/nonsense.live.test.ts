/** Every route that there is takes nonsense as the fault of whoever sends it: never as its own, and without a word about its inside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzRoute } from '../test/fuzzed-routes.js';
import { serveTwoCustomers } from '../test/two-customers.js';

test('nonsense is the fault of whoever sends it', async (context) => {
  const { routes, url, ownToken, errors } = await serveTwoCustomers(context);
  for (const route of routes) {
    // What it takes is what a search takes; a stream has no end to wait for.
    if (route.path.endsWith('/tail')) continue;
    await context.test(`${route.method} ${route.path}`, () => fuzzRoute({ url, headers: ownToken }, route));
  }
  assert.deepEqual(errors, []);
});
