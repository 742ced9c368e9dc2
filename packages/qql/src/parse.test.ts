import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { check } from './check.js';
import { evaluate } from './evaluate.js';
import { outlineQuery, outlineTree } from './outline.js';
import { MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, parse } from './parse.js';
import { print } from './print.js';

const OPTIONS = { now: 0, zone: 'UTC' };

describe('depth', () => {
  const shapes: readonly (readonly [string, (depth: number) => string])[] = [
    ['parentheses', (depth) => `${'('.repeat(depth)}userName: a${')'.repeat(depth)}`],
    ['not', (depth) => `${'not '.repeat(depth)}userName: a`],
    ['nested queries', (depth) => `${'a: ('.repeat(depth)}userName: a${')'.repeat(depth)}`],
    ['a group', (depth) => `userName: ${'('.repeat(depth)}a${')'.repeat(depth)}`],
    [
      'and and or in turn',
      (depth) => `${'userName: a and (userName: b or ('.repeat(depth / 2)}tags: c${'))'.repeat(depth / 2)}`,
    ],
  ];
  for (const [title, shape] of shapes) {
    it(`${title}: ${MAX_DEPTH} levels are read, printed, checked and evaluated`, () => {
      const text = shape(MAX_DEPTH);
      const { tree } = parse(text);
      assert.ok(tree !== undefined);
      assert.notEqual(print(tree), '');
      assert.notEqual(outlineTree(tree), '');
      const { query } = check(text, OPTIONS);
      assert.ok(query !== undefined);
      assert.notEqual(outlineQuery(query), '');
      assert.equal(typeof evaluate(query, { userName: 'a' }), 'boolean');
    });

    it(`${title}: more levels are refused where they begin to be too many`, () => {
      const { error } = parse(shape(MAX_DEPTH + 2));
      assert.equal(error?.code, 'qql.too-deep');
      assert.ok(error.from >= MAX_DEPTH && error.to > error.from);
    });
  }

  it('levels that are closed again do not add up', () => {
    const text = Array.from({ length: MAX_CLAUSES }, () => '(not (a: b))').join(' and ');
    assert.ok(parse(text).tree !== undefined);
  });
});

describe('limits', () => {
  it(`${MAX_CLAUSES} conditions are read, one more is refused`, () => {
    const chain = (length: number): string => Array.from({ length }, () => 'a:b').join(' or ');
    assert.ok(parse(chain(MAX_CLAUSES)).tree !== undefined);
    const { error } = parse(chain(MAX_CLAUSES + 1));
    assert.equal(error?.code, 'qql.too-many-clauses');
    assert.equal(error.to, chain(MAX_CLAUSES + 1).length);
  });

  it(`${MAX_LENGTH} characters are read, one more is refused`, () => {
    const text = `a: ${'x'.repeat(MAX_LENGTH - 3)}`;
    assert.ok(parse(text).tree !== undefined);
    assert.equal(parse(`${text}x`).error?.code, 'qql.too-long');
  });

  it('a list may be long', () => {
    const addresses = Array.from({ length: 4000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
    const { query } = check(`sourceIpv4: [${addresses.join(', ')}]`, OPTIONS);
    assert.ok(query?.kind === 'field' && query.test.kind === 'anyOf');
    assert.equal(query.test.tests.length, 4000);
  });

  // Generous, because the point is the difference between linear and quadratic: these took minutes if anything were quadratic.
  const BOUND_MS = 2000;
  const hostile: readonly (readonly [string, string])[] = [
    ['blanks', `a${' '.repeat(MAX_LENGTH - 2)}b`],
    ['words', 'a '.repeat(MAX_LENGTH / 2)],
    ['names', 'a.'.repeat(MAX_LENGTH / 2)],
    ['quotes', '"\\'.repeat(MAX_LENGTH / 2)],
    ['opening brackets', 'a:('.repeat(MAX_LENGTH / 3)],
    ['square brackets', 'a:['.repeat(MAX_LENGTH / 3)],
    ['nots', 'not '.repeat(MAX_LENGTH / 4)],
    ['is', 'a is '.repeat(MAX_LENGTH / 5)],
    ['dots', `a: [${'.'.repeat(MAX_LENGTH - 4)}`],
    ['swallowed names', `message: ${'aaaa '.repeat(13_000)}`],
    ['stars', `message: ${'*a'.repeat(MAX_LENGTH / 2 - 5)}`],
    ['unknown tokens', Array.from({ length: MAX_CLAUSES }, (_, index) => `unknownToken${index}: 1`).join(' and ')],
    ['digits', `inByte: ${'9'.repeat(60_000)}`],
    ['numbers with units', `duration: ${'1s'.repeat(30_000)}`],
    ['dates', `eventTime: now${'+1d'.repeat(20_000)}`],
    ['colons', `sourceIpv4: ${':'.repeat(60_000)}`],
    ['minus signs', `sourceIpv4: ${'1-'.repeat(30_000)}`],
    ['address look-alikes', 'a:'.repeat(MAX_LENGTH / 2)],
  ];
  for (const [title, text] of hostile) {
    it(`${title}: answered in linear time`, () => {
      const start = performance.now();
      const { query, diagnostics } = check(text, OPTIONS);
      assert.ok(query !== undefined || diagnostics.length > 0);
      assert.ok(performance.now() - start < BOUND_MS, `${performance.now() - start} ms`);
    });
  }
});

const examples = new URL('../../../../shared/reference/qql-examples.json', import.meta.url);

describe('queries printed in the documentation of other products', () => {
  const skip = existsSync(examples) ? false : 'the collection does not lie beside the repository';
  it('are all read, and their canonical form stays as it is', { skip }, () => {
    const collection = JSON.parse(readFileSync(examples, 'utf8')) as readonly { readonly q: string }[];
    assert.ok(collection.length >= 35);
    for (const { q } of collection) {
      const { tree, error } = parse(q);
      assert.ok(tree !== undefined, `${q}: ${error?.message}`);
      const printed = print(tree);
      const again = parse(printed).tree;
      assert.ok(again !== undefined, printed);
      assert.equal(print(again), printed);
    }
  });
});
