// For tests: every route asked with nonsense in its path, its query and its body. Whatever comes is the fault of the client.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Route } from '../api/route.js';
import type { ServedApp } from './served-app.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' ', '(', "' OR 1=1 --", '\0', '\u2028', '\ud800', '9'.repeat(400), '-1', '1e999', 'NaN'),
  fc.constantFrom('../../etc/passwd', '%2e%2e%2f', '{p0:String}', '__proto__', 'constructor', 'now-99999999y'),
  fc.constantFrom('customerId: other', 'rawEvent: *', '<script>', 'null', '[]', '2026-02-30'),
  fc.constantFrom('eventTime: [', 'a: '.repeat(50), '('.repeat(2000)),
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

interface Shape {
  readonly properties?: object;
  readonly required?: readonly string[];
}

/**
 * A body whose keys are mostly those of the schema, and whose values are anything; in one of four, what must be there is text. Or something else
 * than an object, or no JSON, or nothing.
 */
function bodies({ method, body }: Route): fc.Arbitrary<string | undefined> {
  if (method === 'GET') return fc.constant(undefined);
  const { properties = {}, required = [] } = (body ?? {}) as Shape;
  const known = fc.dictionary(fc.constantFrom(...Object.keys(properties), 'x', '__proto__'), nonsense, { maxKeys: 6 });
  const whole = fc.record<Record<string, string>>(Object.fromEntries(required.map((name) => [name, text])));
  const both = fc.tuple(known, whole).map(([one, other]) => ({ ...one, ...other }));
  const json = fc.oneof(known, both, nonsense, fc.constant(undefined));
  return fc.oneof({ weight: 5, arbitrary: json.map((value) => JSON.stringify(value) as string | undefined) }, text);
}

function queries({ query }: Route): fc.Arbitrary<Record<string, string>> {
  const { properties = {} } = (query ?? {}) as Shape;
  return fc.dictionary(fc.constantFrom(...Object.keys(properties), 'x'), text, { maxKeys: 4 });
}

export interface FuzzedServer {
  readonly url: string;
  /** Sent with half of the requests: headers of somebody who is known. */
  readonly headers?: Readonly<Record<string, string>>;
}

const RUNS = 40;

export async function fuzzRoute({ url, headers = {} }: FuzzedServer, route: Route): Promise<void> {
  const { method, path } = route;
  const given = fc.tuple(text, queries(route), bodies(route), fc.boolean());
  const property = fc.asyncProperty(given, async ([id, query, body, isKnown]) => {
    // Text that is no well-formed UTF-16 cannot stand in an address.
    const address = new URL(url + path.replace(/\{\w+\}/g, encodeURIComponent(Buffer.from(id).toString())));
    for (const [name, value] of Object.entries(query)) address.searchParams.append(name, value);
    const sent = { ...(isKnown && headers), ...(body !== undefined && { 'content-type': 'application/json' }) };
    const init = { method, headers: sent, redirect: 'manual', ...(body !== undefined && { body }) } as const;
    const answer = await fetch(address, init);
    const said = await answer.text();
    assert.ok(answer.status < 500, `${method} ${path} ${answer.status} ${said.slice(0, 500)}`);
    assert.doesNotMatch(said, /\bat \S+ \(|node_modules|DB::Exception|SqliteError|\/dist\//);
  });
  await fc.assert(property, { numRuns: RUNS });
}

export async function fuzzRoutes(
  { url, errors }: Pick<ServedApp, 'url' | 'errors'>,
  routes: readonly Route[],
): Promise<void> {
  for (const route of routes) await fuzzRoute({ url }, route);
  assert.deepEqual(errors, []);
}
