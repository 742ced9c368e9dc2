/** Every route that there is takes nonsense as the fault of whoever sends it: never as its own, and without a word about its inside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Route } from '../api/route.js';
import { serveTwoCustomers } from '../test/two-customers.js';

const RUNS = 25;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' ', '(', "' OR 1=1 --", '\0', '\u2028', '\ud800', '9'.repeat(400), '-1', '1e999', 'NaN'),
  fc.constantFrom('../../etc/passwd', '%2e%2e%2f', '{p0:String}', '__proto__', 'constructor', 'now-99999999y'),
  fc.constantFrom('a: '.repeat(50), '('.repeat(2000), 'eventTime: [', '<script>', 'null', '[]', '2026-02-30'),
);

const nonsense = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.array(fc.constant({}), { maxLength: 2 }),
  fc.dictionary(fc.string({ maxLength: 5 }), text, { maxKeys: 3 }),
);

function namesIn(schema: unknown): readonly string[] {
  return Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
}

/** Bodies whose keys are mostly those of the schema, and whose values are anything; and what is no object at all. */
function bodies({ method, body }: Route): fc.Arbitrary<string | undefined> {
  if (method === 'GET') return fc.constant(undefined);
  const keys = fc.constantFrom(...namesIn(body), 'x', '__proto__');
  const known = fc.dictionary(keys, nonsense, { maxKeys: 6 }).map((value) => JSON.stringify(value));
  const other = fc.oneof(nonsense, fc.constant(undefined)).map((value) => JSON.stringify(value) as string | undefined);
  return fc.oneof({ weight: 4, arbitrary: known }, other, text);
}

function queries({ query }: Route): fc.Arbitrary<Record<string, string>> {
  return fc.dictionary(fc.constantFrom(...namesIn(query), 'x'), text, { maxKeys: 4 });
}

test('nonsense is the fault of whoever sends it', async (context) => {
  const { routes, url, ownToken, errors } = await serveTwoCustomers(context);
  for (const route of routes) {
    // What it takes is what a search takes; a stream has no end to wait for.
    if (route.path.endsWith('/tail')) continue;
    const { method, path } = route;
    await context.test(`${method} ${path}`, async () => {
      const given = fc.tuple(text, queries(route), bodies(route), fc.boolean());
      const property = fc.asyncProperty(given, async ([id, query, body, isKnown]) => {
        const address = new URL(url + path.replace(/\{\w+\}/g, encodeURIComponent(Buffer.from(id).toString())));
        for (const [name, value] of Object.entries(query)) address.searchParams.append(name, value);
        const headers = { ...(isKnown && ownToken), ...(body !== undefined && { 'content-type': 'application/json' }) };
        const init = { method, headers, redirect: 'manual', ...(body !== undefined && { body }) } as const;
        const answer = await fetch(address, init);
        const said = await answer.text();
        assert.ok(answer.status < 500, `${answer.status} ${said.slice(0, 500)}`);
        assert.doesNotMatch(said, /\bat \S+ \(|node_modules|DB::Exception|SqliteError|\/dist\//);
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  }
  assert.deepEqual(errors, []);
});
