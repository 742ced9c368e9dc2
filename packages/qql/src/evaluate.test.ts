// The evaluator against laws that any correct reading of the language obeys, on generated events.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EventFields } from '@gatehouse/model';
import fc from 'fast-check';
import { check } from './check.js';
import { evaluate } from './evaluate.js';

const NOW = Date.parse('2024-09-15T10:30:00.000Z');
const DAY = 86_400_000;

function holds(text: string, event: EventFields): boolean {
  const { query, diagnostics } = check(text, { now: NOW, zone: 'Europe/Berlin' });
  assert.ok(query !== undefined, `${text}: ${diagnostics[0]?.message}`);
  return evaluate(query, event);
}

const small = fc.integer({ min: 0, max: 4 });
const word = fc.constantFrom('ann', 'Anna', 'lee', 'x-1', 'ann.lee', 'über');
const event: fc.Arbitrary<EventFields> = fc.record(
  {
    userName: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    sourcePort: small,
    inByte: fc.oneof(small, fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 4n })),
    eventTime: fc.integer({ min: NOW - 4 * DAY, max: NOW + DAY }),
    sourceIpv4: small.map((last) => `192.0.2.${last}`),
    virtualSystem: fc.oneof(
      small.map((last) => `192.0.2.${last}`),
      small.map((last) => `2001:db8::${last}`),
    ),
    tags: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    outcome: fc.constantFrom('Success', 'Failure'),
  },
  { requiredKeys: [] },
);
const clause = fc.oneof(
  word.map((text) => `userName: ${text}`),
  word.map((text) => `userName: "${text}"`),
  word.map((text) => `userName != ${text}`),
  small.map((port) => `sourcePort >= ${port}`),
  small.map((last) => `sourceIpv4: 192.0.2.${last}/31`),
  fc.constantFrom('tags: [a, b]', 'tags: c', 'outcome: success', 'tags is null', 'eventTime: now/d', 'userName: *n*'),
);

/** Values that have an order, as they are written, from small to large. */
const ORDERED = [
  ['sourcePort', fc.tuple(small, small)],
  [
    'inByte',
    fc.tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 4n }), fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 4n })),
  ],
] as const;

describe('logic', () => {
  const laws: readonly (readonly [string, (a: string, b: string) => readonly [string, string]])[] = [
    ['not not', (a) => [`not not ${a}`, a]],
    ['not and', (a, b) => [`not (${a} and ${b})`, `not ${a} or not ${b}`]],
    ['not or', (a, b) => [`not (${a} or ${b})`, `not ${a} and not ${b}`]],
    ['and before or', (a, b) => [`${a} or ${b} and ${a}`, `${a} or (${b} and ${a})`]],
    ['order does not matter', (a, b) => [`${a} and ${b}`, `${b} and ${a}`]],
  ];
  for (const [title, law] of laws) {
    it(title, () => {
      fc.assert(
        fc.property(clause, clause, event, (a, b, one) => {
          const [left, right] = law(a, b);
          assert.equal(holds(left, one), holds(right, one), `${left} | ${right}`);
        }),
      );
    });
  }

  it('agrees with JavaScript on and, or, not', () => {
    fc.assert(
      fc.property(clause, clause, event, (a, b, one) => {
        assert.equal(holds(`${a} and ${b}`, one), holds(a, one) && holds(b, one));
        assert.equal(holds(`${a} or ${b}`, one), holds(a, one) || holds(b, one));
        assert.equal(holds(`not ${a}`, one), !holds(a, one));
      }),
    );
  });
});

describe('ranges and comparisons', () => {
  for (const [token, pairs] of ORDERED) {
    it(`${token}: the same as plain numbers`, () => {
      fc.assert(
        fc.property(pairs, event, ([a, b], one) => {
          const held = one[token];
          const [low, high] = a <= b ? [a, b] : [b, a];
          assert.equal(holds(`${token}: [${low} .. ${high}]`, one), held !== undefined && held >= low && held <= high);
          assert.equal(holds(`${token}: (${low} .. ${high})`, one), held !== undefined && held > low && held < high);
          assert.equal(holds(`${token}: [${low} .. ${high})`, one), held !== undefined && held >= low && held < high);
          assert.equal(holds(`${token} != ${low}`, one), held === undefined || BigInt(held) !== BigInt(low));
        }),
      );
    });
  }

  it('a range is two comparisons, for dates, days and addresses', () => {
    const day = fc.integer({ min: 11, max: 16 }).map((date) => `2024-09-${date}`);
    const instant = fc.integer({ min: NOW - 4 * DAY, max: NOW + DAY }).map((time) => new Date(time).toISOString());
    const address = small.map((last) => `192.0.2.${last}`);
    const cases = [
      ['eventTime', day],
      ['eventTime', instant],
      ['sourceIpv4', address],
      ['virtualSystem', address],
    ] as const;
    for (const [token, bound] of cases) {
      fc.assert(
        fc.property(bound, bound, event, (a, b, one) => {
          const [low, high] = a <= b ? [a, b] : [b, a];
          assert.equal(
            holds(`${token}: [${low} .. ${high}]`, one),
            holds(`${token} >= ${low} and ${token} <= ${high}`, one),
          );
          assert.equal(
            holds(`${token}: (${low} .. ${high})`, one),
            holds(`${token} > ${low} and ${token} < ${high}`, one),
          );
          assert.equal(holds(`${token}: ${low}`, one), holds(`${token} >= ${low} and ${token} <= ${low}`, one));
          assert.equal(holds(`${token} != ${low}`, one), holds(`not ${token}: ${low}`, one));
        }),
      );
    }
  });

  it('every value is below, in or above, unless it is missing or of the other family', () => {
    const clauses = ['eventTime 2024-09-14', 'sourcePort 2', 'sourceIpv4 192.0.2.2', 'inByte 8PB'];
    fc.assert(
      fc.property(fc.constantFrom(...clauses), event, (written, one) => {
        const [token = '', bound = ''] = written.split(' ');
        const verdicts = ['<', ':', '>'].filter((operator) => holds(`${token} ${operator} ${bound}`, one));
        assert.equal(verdicts.length, holds(`${token}: *`, one) ? 1 : 0);
      }),
    );
  });
});

describe('words and lists', () => {
  it('words are found in any order and by any beginning', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat(), (words, cut) => {
        const one = { userName: words.join(' - ') };
        const turned = words.toReversed().map((text) => text.slice(0, 1 + (cut % text.length)).toUpperCase());
        const typed = turned.filter((text) => /[\p{L}\p{N}]$/u.test(text));
        fc.pre(typed.length > 0);
        assert.ok(holds(`userName: ${typed.join(' ')}`, one), `${typed.join(' ')} in ${one.userName}`);
      }),
    );
  });

  it('a phrase implies its words, and the whole value implies its phrase', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 2 }), event, (words, one) => {
        const text = words.join(' ');
        if (holds(`userName: "${text}"`, one)) assert.ok(holds(`userName: ${text}`, one));
        if (holds(`userName: \`${text}\``, one)) assert.ok(holds(`userName: "${text}"`, one));
        assert.equal(holds(`userName: \`${text}\``, one), one.userName === text);
      }),
    );
  });

  it('a list is its elements joined by or', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'B', 'c*'), { minLength: 1, maxLength: 3 }), event, (items, one) => {
        assert.equal(
          holds(`tags: [${items.join(', ')}]`, one),
          items.some((item) => holds(`tags: ${item}`, one)),
        );
        assert.equal(
          holds(`tags: (${items.join(' or ')})`, one),
          items.some((item) => holds(`tags: ${item}`, one)),
        );
      }),
    );
  });

  it('is null is the opposite of a star', () => {
    fc.assert(
      fc.property(fc.constantFrom('tags', 'userName', 'sourcePort', 'outcome'), event, (token, one) => {
        assert.equal(holds(`${token} is null`, one), !holds(`${token}: *`, one));
        assert.equal(holds(`${token} is not null`, one), holds(`${token}: *`, one));
      }),
    );
  });
});
