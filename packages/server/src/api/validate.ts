// Requests against the schemas of their route. A body is JSON and means what it says; parameters of path and query are text, which
// is read as the type that the schema names. Keys that a schema does not know are errors: a misspelt limit would be no limit.

import { Ajv, type AnySchema } from 'ajv';
import type { FastifySchema, FastifySchemaCompiler } from 'fastify';

/** Formats are documentation: what a date is, the query language says. */
const OPTIONS = { useDefaults: true, validateFormats: false, allErrors: false } as const;

export function createValidation(): FastifySchemaCompiler<FastifySchema> {
  const bodies = new Ajv(OPTIONS);
  const texts = new Ajv({ ...OPTIONS, coerceTypes: 'array' });
  return ({ schema, httpPart }) => (httpPart === 'body' ? bodies : texts).compile(schema as AnySchema);
}
