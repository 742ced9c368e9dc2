// For tests: what a route answers is of the form that the document of the API gives for it.

import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import type { TSchema } from 'typebox';
import type { Route } from '../api/route.js';

/** Of what is answered with 200; streams and files have no form. */
export function requireForm(route: Pick<Route, 'path' | 'response'> | undefined, answer: unknown): void {
  const form = route?.response[200] ?? assert.fail(`${route?.path}: no form of an answer`);
  if ('media' in form) return;
  const validate = new Ajv({ validateFormats: false, strict: false }).compile(form as TSchema);
  assert.ok(
    validate(answer),
    `${route?.path} ${JSON.stringify(validate.errors)} ${JSON.stringify(answer).slice(0, 600)}`,
  );
}
