// For tests: every route asked with nonsense in its path, its query and its body. Whatever comes is the fault of the client.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Route } from '../api/route.js';
import type { ServedApp } from './served-app.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '(',
    "' OR 1=1 --",
    '\0',
    '\u2028',
    'now-99999999y',
    '9'.repeat(400),
    '../../etc/passwd',
    '{p0:String}',
  ),
  fc.constantFrom('customerId: other', 'rawEvent: *', 'eventTime: [', 'a: '.repeat(50), '('.repeat(2000)),
);

const nonsense = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), { maxKeys: 3 }),
);

interface Shape {
  readonly properties?: object;
  readonly required?: readonly string[];
}

/** A body whose keys are mostly those of the schema, and whose values are anything; in one of three, what must be there is text. */
function bodyOf({ body }: Route): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = (body ?? {}) as Shape;
  const known = fc.dictionary(fc.constantFrom(...Object.keys(properties), 'x', '__proto__'), nonsense, { maxKeys: 4 });
  const whole = fc.record<Record<string, string>>(Object.fromEntries(required.map((name) => [name, text])));
  return fc.oneof(
    known,
    fc.tuple(known, whole).map(([one, other]) => ({ ...one, ...other })),
    nonsense,
  );
}

export async function fuzzRoutes(
  { url, errors }: Pick<ServedApp, 'url' | 'errors'>,
  routes: readonly Route[],
): Promise<void> {
  for (const route of routes) {
    const body = ['POST', 'PUT'].includes(route.method) ? bodyOf(route) : fc.constant(undefined);
    const names = Object.keys((route.query as Shape | undefined)?.properties ?? { x: null });
    const query = fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(text, query, body, async (id, parameters, given) => {
        const path = route.path.replace(/\{\w+\}/g, encodeURIComponent(id));
        const said = await fetch(`${url}${path}?${new URLSearchParams(parameters)}`, {
          method: route.method,
          redirect: 'manual',
          ...(given === undefined
            ? {}
            : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given) }),
        });
        const answer = await said.text();
        assert.ok(said.status < 500, `${route.path} ${answer}`);
        assert.doesNotMatch(answer, /\bat \S+ \(|node_modules|DB::Exception/);
      }),
      { numRuns: 40 },
    );
  }
  assert.deepEqual(errors, []);
}
