// cases/sql.txt: what queries become. After a deliberate change, `node packages/qql/dist/sql/cases.test.js --update` rewrites what stands
// behind the arrows. Expressions are shown with their long character classes cut to `[…]`.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fieldOf } from '@gatehouse/model';
import { type LanguageCase, readCases, writeCases } from '../case-file.js';
import { check } from '../check.js';
import { wordsOf } from '../words.js';
import { bordersOf } from './align.js';
import { compile } from './compile.js';
import { LiteralIndex } from './literals.js';
import type { ParameterValue } from './parameters.js';
import type { RawLine, RawTemplate, RawUnit } from './scope.js';

const NOW = Date.parse('2024-09-15T10:30:00.000Z');
const FILE = new URL('../../cases/sql.txt', import.meta.url);

function literal(text: string): RawUnit {
  return { kind: 'literal', text, words: wordsOf(text) };
}

/** One template: `GMT ␁userName␂ Client_ip ␁clientIpv4␂ at ␁beginningTime␂ for ␁duration␂ - ␁vpnSessionId␂`. */
const templates: readonly RawTemplate[] = [
  {
    stored: 'T1',
    units: [
      literal('GMT '),
      { kind: 'text', sql: '`userName`', column: '`userName`' },
      literal(' Client_ip '),
      { kind: 'address', token: 'clientIpv4', type: 'Nullable(IPv4)' },
      literal(' at '),
      { kind: 'date', order: 'mdy', clock: 'CLOCK' },
      literal(' for '),
      { kind: 'duration', sql: '`duration`' },
      literal(' - '),
      { kind: 'number', token: 'vpnSessionId', type: 'Nullable(UInt64)' },
    ],
  },
];

const rawLine: RawLine = {
  whole: 'WHOLE',
  texts: [
    { column: '`userName`', printed: 'PRINTED' },
    { column: '`rawRest`', printed: '1' },
  ],
  base64: 'BASE64',
  holes: [
    { field: fieldOf('clientIpv4'), printed: 'PRINTED' },
    { field: fieldOf('beginningTime'), printed: 'PRINTED', clocks: [{ printed: 'PRINTED', clock: 'CLOCK' }] },
    { field: fieldOf('duration'), printed: 'PRINTED' },
    { field: fieldOf('vpnSessionId'), printed: 'PRINTED' },
  ],
  templates,
  literals: new LiteralIndex(templates),
  borders: bordersOf(templates),
};

function statementOf({ input, zone }: LanguageCase): string {
  const { query, diagnostics } = check(input, { now: NOW, zone });
  assert.ok(query !== undefined, `${input}: ${diagnostics[0]?.message}`);
  const { sql, parameters } = compile(query, { rawLine });
  const values = Object.entries(parameters).map(([name, value]) => `${name} = ${shown(value)}`);
  return [sql, ...values].join('\n');
}

function shown(value: ParameterValue): string {
  if (typeof value === 'object') return `[${value.map((one) => shown(one)).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.replace(/\[[^\]]{60,}\]/g, '[…]').replaceAll('\\', '/')).replaceAll('/', '\\');
}

if (process.argv.includes('--update')) {
  const cases = readCases(readFileSync(FILE, 'utf8'));
  writeFileSync(FILE, writeCases(cases.map((one) => ({ ...one, expected: statementOf(one) }))));
}

describe('cases/sql.txt', () => {
  for (const one of readCases(readFileSync(FILE, 'utf8'))) {
    it(one.title, () => assert.equal(statementOf(one), one.expected));
  }
});

it('no value becomes part of the statement', () => {
  const hostile = ["'); DROP TABLE events; --", '\\', '`', '{x:String}', '\0', '/* */', '\u2019 OR 1=1', '%', '_'];
  for (const text of hostile) {
    const quoted = JSON.stringify(`${text} zq9`).replaceAll('\\u0000', '\0');
    for (const token of ['userName', 'requestUrl', 'group', 'rawEvent', 'attributes', 'attributes.zq9']) {
      for (const operator of [':', '=']) {
        const { query } = check(`${token} ${operator} ${quoted}`, { now: NOW, zone: 'UTC' });
        assert.ok(query !== undefined, `${token} ${quoted}`);
        const { sql } = compile(query, { rawLine });
        assert.ok(!sql.includes('zq9') && !sql.includes('DROP') && !sql.includes('{x:String}'), sql);
      }
    }
  }
});

it('a number that only one column can hold is compared so that its index is used, below a negation without NULL', () => {
  const statement = (text: string): string => {
    const { query } = check(text, { now: NOW, zone: 'UTC' });
    assert.ok(query !== undefined);
    const findWords = () => ({ blocks: null, columns: new Set<string>() });
    const findNumbers = (token: string) =>
      token === 'vpnSessionId' ? { low: 0n, high: 9999999n, few: null } : { low: 0n, high: 60n, few: null };
    return compile(query, { rawLine, findWords, findNumbers }).sql;
  };
  assert.equal(statement('1234567'), '(`vpnSessionId` = {p0:UInt64} AND PRINTED)');
  assert.equal(statement('not 1234567'), 'NOT (assumeNotNull(`vpnSessionId`) = {p0:UInt64} AND PRINTED)');
});
