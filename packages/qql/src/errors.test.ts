// One table of complaints: each can happen, each is documented, and each remedy is worth following.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { FIELDS, OPERATORS } from '@gatehouse/model';
import { readCases } from './case-file.js';
import { check } from './check.js';
import { CODES } from './errors.js';
import { MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH } from './parse.js';
import { MAX_DIAGNOSTICS } from './scene.js';

const OPTIONS = { now: 0, zone: 'UTC' };
const reference = readFileSync(new URL('../../../docs/reference/qql.md', import.meta.url), 'utf8');

/** Too long to stand in a case file. */
const LIMITS: Readonly<Record<string, string>> = {
  'qql.too-long': 'x'.repeat(MAX_LENGTH + 1),
  'qql.too-deep': '('.repeat(MAX_DEPTH + 1),
  'qql.too-many-clauses': 'a:b or '.repeat(MAX_CLAUSES + 1),
  'qql.too-many-diagnostics': Array.from({ length: MAX_DIAGNOSTICS + 1 }, () => 'x:1').join(' or '),
};

describe('diagnostics', () => {
  const cases = readCases(readFileSync(new URL('../cases/errors.txt', import.meta.url), 'utf8'));
  for (const code of Object.keys(CODES)) {
    it(`${code} happens`, () => {
      const limit = LIMITS[code];
      const codes = limit === undefined ? [] : check(limit, OPTIONS).diagnostics.map((one) => one.code);
      const isShown = cases.some(({ expected }) => expected.includes(`${code}:`));
      assert.ok(isShown || codes.some((one) => one === code));
    });
  }

  it('are all in the reference, and the reference knows no others', () => {
    const documented = new Set([...reference.matchAll(/`(qql\.[a-z-]+)`/g)].map(([, code]) => code));
    assert.deepEqual([...documented].sort(), Object.keys(CODES).sort());
  });

  it(`are at most ${MAX_DIAGNOSTICS}, and one that says so`, () => {
    const text = Array.from({ length: 200 }, (_, index) => `x${index}: 1`).join(' or ');
    const { diagnostics } = check(text, OPTIONS);
    assert.equal(diagnostics.length, MAX_DIAGNOSTICS + 1);
    assert.equal(diagnostics.at(-1)?.code, 'qql.too-many-diagnostics');
  });
});

describe('queries that others are told to write', () => {
  it('every query in the reference is valid', () => {
    const blocks = [...reference.matchAll(/```qql\n([\s\S]*?)```/g)].map(([, block = '']) => block.trim().split('\n'));
    const queries = blocks.flat().filter((line) => line !== '');
    assert.ok(queries.length > 30);
    for (const query of queries) assert.deepEqual(check(query, OPTIONS).diagnostics, [], query);
  });

  it('every example of the dictionary is valid', () => {
    for (const { examples } of Object.values(OPERATORS)) {
      for (const query of examples) assert.deepEqual(check(query, OPTIONS).diagnostics, [], query);
    }
  });

  it('every sample of every field is a valid value of it', () => {
    for (const { token, type, samples, map } of FIELDS) {
      if (map === true) continue;
      for (const sample of samples) {
        const query = type === 'date' ? `${token}: ${sample}` : `${token}: "${sample.replaceAll('"', '\\"')}"`;
        assert.deepEqual(check(query, OPTIONS).diagnostics, [], query);
      }
    }
  });
});
