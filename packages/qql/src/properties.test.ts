// Laws of the language on generated queries, texts and events.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EventFields, FIELDS } from '@gatehouse/model';
import fc from 'fast-check';
import type { Expression, Name, Scalar, Value } from './ast.js';
import { renderDiagnostic } from './caret.js';
import { check } from './check.js';
import { complete } from './complete.js';
import { evaluate } from './evaluate.js';
import { format } from './format.js';
import { literal } from './literal.js';
import { parse } from './parse.js';
import { print } from './print.js';

const OPTIONS = { now: Date.parse('2024-09-15T10:30:00.000Z'), zone: 'UTC' };
const AT = { from: 0, to: 0 };

// Pieces that have a meaning, in any order: far more likely to find a hole than plain random text.
const PIECES = [
  ...'()[],:<>=!*?."\'`\\“”‘’ \n\t\u00a0-/',
  ' and ',
  ' or ',
  ' not ',
  ' .. ',
  'is null',
  'userName',
  'sourceIpv4',
  'eventTime: ',
  'attributes.',
  'now-7d/d',
  '192.0.2.0/24',
  '2001:db8::1',
  '10 MB',
  '00:05:07',
  'ann',
  'é',
  '\u{1f600}',
  '\ud800',
  '\0',
];
const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(
  soup,
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);

describe('any text', () => {
  it('is read or refused with a place inside it, and never throws', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, cursor) => {
        const { query, diagnostics } = check(text, OPTIONS);
        assert.ok(query !== undefined || diagnostics.length > 0);
        for (const one of diagnostics) {
          assert.ok(one.from >= 0 && one.from <= one.to && one.to <= text.length, `${one.from}..${one.to}`);
          assert.ok(
            one.message !== '' && one.fix !== '' && !/\{[a-z]+\}/.test(`${one.message}${one.fix}`.replace(text, '')),
          );
          assert.ok(renderDiagnostic(text, one).includes('^'));
        }
        const { from, to } = complete(text, cursor % (text.length + 1));
        assert.ok(from >= 0 && from <= to && to <= text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('means the same after formatting, and formatting twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = format(text);
        if (once.text === undefined) return;
        assert.equal(format(once.text).text, once.text);
        assert.deepEqual(meaningOf(once.text), meaningOf(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is found whole when it is written as a literal', () => {
    const fields = FIELDS.filter(
      ({ type, values, list, map }) => ['keyword', 'id', 'string', 'text'].includes(type) && !values && !list && !map,
    );
    fc.assert(
      fc.property(fc.constantFrom(...fields), anyText, (field, value) => {
        fc.pre(value !== '');
        const { query } = check(`${field.token}: ${literal(field, value)}`, OPTIONS);
        assert.ok(query?.kind === 'field' && query.test.kind === 'equals');
        const event: EventFields = { [field.token]: value };
        assert.ok(evaluate(query, event));
      }),
    );
  });
});

function meaningOf(text: string): unknown {
  const { query } = check(text, OPTIONS);
  return query === undefined ? undefined : withoutPlaces(query);
}

function withoutPlaces(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => {
      if (key === 'from' || key === 'to') return undefined;
      return typeof value === 'bigint' ? `${value}n` : value;
    }),
  );
}

const name: fc.Arbitrary<Name> = fc
  .constantFrom('a', 'userName', 'b.c', 'is1', 'nota')
  .map((text) => ({ text, ...AT }));
const word = fc.oneof(
  fc.constantFrom(
    'x',
    'and',
    'Or',
    'not',
    'is',
    'null',
    'a:b',
    'a(b)',
    '(',
    ')',
    '[x]',
    'a]',
    'x..y',
    '..',
    'a,b',
    "o'h",
    '"q',
    '\\',
    '\\\\*',
    '>5',
    '=',
    'fe80::1',
    '“',
  ),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 }).filter((text) => !/\s/.test(text)),
);
const bare: fc.Arbitrary<Scalar> = fc.array(word, { minLength: 1, maxLength: 3 }).chain((words) => {
  const text = words.join(' ');
  const places = [...text].flatMap((character, at) => (character === '*' || character === '?' ? [at] : []));
  return fc.subarray(places).map((wild) => ({ kind: 'bare', text, wild, ...AT }));
});
const quoted = fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 8 }), soup);
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  bare,
  fc.record({ kind: fc.constantFrom('phrase', 'exact'), text: quoted }).map((node) => ({ ...node, ...AT })),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.array(scalar, { minLength: 1, maxLength: 3 }).map((items): Value => ({ kind: 'list', items, ...AT })),
  fc
    .record({ low: scalar, high: scalar, includesLow: fc.boolean(), includesHigh: fc.boolean() })
    .map((node): Value => ({ kind: 'range', ...node, ...AT })),
);

function clauseOf(names: fc.Arbitrary<Name>, values: fc.Arbitrary<Value>): fc.Arbitrary<Expression> {
  const colon = fc
    .record({ name: names, value: values })
    .map((node): Expression => ({ kind: 'clause', operator: ':', ...node, ...AT }));
  const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
  const compared = fc
    .record({ name: names, operator, value: scalar })
    .map((node): Expression => ({ kind: 'clause', ...node, ...AT }));
  return fc.oneof(colon, compared);
}

function chainOf(kind: 'and' | 'or', items: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  const other = items.filter((item) => item.kind !== kind);
  return fc.array(other, { minLength: 2, maxLength: 3 }).map((list): Expression => ({ kind, items: list, ...AT }));
}

function treeOf(leaf: fc.Arbitrary<Expression>, depth: number): fc.Arbitrary<Expression> {
  if (depth === 0) return leaf;
  const inner = treeOf(leaf, depth - 1);
  const negated = inner.map((item): Expression => ({ kind: 'not', item, ...AT }));
  return fc.oneof(leaf, chainOf('and', inner), chainOf('or', inner), negated);
}

const group = name.chain((outer) => {
  const inGroup = fc.oneof(
    scalar,
    fc.array(scalar, { minLength: 1, maxLength: 2 }).map((items): Value => ({ kind: 'list', items, ...AT })),
  );
  return treeOf(clauseOf(fc.constant(outer), inGroup), 2).map(
    (item): Expression => ({ kind: 'group', name: outer, item, ...AT }),
  );
});
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  clauseOf(name, value),
  fc.record({ name, negated: fc.boolean() }).map((node): Expression => ({ kind: 'null', ...node, ...AT })),
  scalar.map((free): Expression => ({ kind: 'free', value: free, ...AT })),
  group,
);
const nested = fc
  .record({ name, item: treeOf(leaf, 1).filter(beginsWithName) })
  .map((node): Expression => ({ kind: 'nested', ...node, ...AT }));
const tree = treeOf(fc.oneof({ arbitrary: leaf, weight: 4 }, { arbitrary: nested, weight: 1 }), 3);

/** What makes a bracket behind a name a nested query is the condition it begins with. */
function beginsWithName(expression: Expression): boolean {
  if (expression.kind === 'not') return beginsWithName(expression.item);
  if (expression.kind === 'and' || expression.kind === 'or') return expression.items.slice(0, 1).every(beginsWithName);
  return expression.kind !== 'free' && expression.kind !== 'all';
}

describe('any tree', () => {
  it('is read back from its printed form', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const printed = print(expression);
        const { tree: read, error } = parse(printed);
        assert.ok(read !== undefined, `${printed}: ${error?.message}`);
        assert.deepEqual(withoutPlaces(read), withoutPlaces(expression), printed);
        assert.equal(print(read), printed);
      }),
      { numRuns: 3000 },
    );
  });

  it('has nodes whose places hold their own text', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const printed = print(expression);
        const { tree: read } = parse(printed);
        assert.ok(read !== undefined, printed);
        for (const item of read.kind === 'and' || read.kind === 'or' ? read.items : [read]) {
          assert.deepEqual(withoutPlaces(parse(printed.slice(item.from, item.to)).tree), withoutPlaces(item));
        }
      }),
    );
  });
});
