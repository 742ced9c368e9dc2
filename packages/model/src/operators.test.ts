import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIELDS } from './dictionary.js';
import type { FieldType } from './field.js';
import { OPERATORS, operatorsOf } from './operators.js';

const QUANTITY = ': = != < <= > >= [a .. b] (a .. b) [a, b] is null';
const WHOLE = ': : "…" : `…` * ? = != [a, b] is null';

const PRINTED: Readonly<Record<FieldType, string>> = {
  date: QUANTITY,
  duration: QUANTITY,
  number: QUANTITY,
  bytes: QUANTITY,
  port: QUANTITY,
  ip: ': * ? = != < <= > >= [a .. b] (a .. b) [a, b] CIDR is null',
  geo: ': = != [a .. b] (a .. b) is null',
  keyword: WHOLE,
  id: WHOLE,
  string: ': : "…" : `…` * ? = != < <= > >= [a .. b] (a .. b) [a, b] is null',
  text: WHOLE,
  boolean: ': = != is null',
};

describe('operatorsOf', () => {
  for (const [type, printed] of Object.entries(PRINTED) as [FieldType, string][]) {
    it(`prints those of ${type}`, () => assert.equal(operatorsOf({ type }).join(' '), printed));
  }

  it('knows no type that no token has', () => {
    assert.deepEqual(Object.keys(OPERATORS).sort(), [...new Set(FIELDS.map((field) => field.type))].sort());
  });
});

describe('examples of operators', () => {
  for (const [type, { examples }] of Object.entries(OPERATORS)) {
    for (const example of examples) {
      it(`asks a token of type ${type}: ${example}`, () => {
        const token = /^\w+/.exec(example)?.[0];
        assert.equal(FIELDS.find((field) => field.token === token)?.type, type);
      });
    }
  }
});
