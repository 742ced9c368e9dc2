// The case files in packages/qql/cases. After a deliberate change, `node packages/qql/dist/cases.test.js --update` rewrites what
// stands behind the arrows; read the difference before you commit it.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type EventFields, fieldOf } from '@gatehouse/model';
import { renderDiagnostic } from './caret.js';
import { type LanguageCase, readCases, writeCases } from './case-file.js';
import { type Checked, check } from './check.js';
import { complete, type Suggestion } from './complete.js';
import { evaluate } from './evaluate.js';
import { outlineQuery, outlineTree } from './outline.js';
import { parse } from './parse.js';
import { print } from './print.js';

const NOW = Date.parse('2024-09-15T10:30:00.000Z');

/** Suggestions that a case lists. */
const SHOWN = 8;

const FILES: Readonly<Record<string, (one: LanguageCase) => string>> = {
  parse: ({ input }) => {
    const { tree, error } = parse(input);
    return error === undefined ? `${print(tree)}\n${outlineTree(tree)}`.trimStart() : renderDiagnostic(input, error);
  },
  check: (one) => outlineChecked(one, checked(one)),
  errors: (one) => outlineChecked(one, checked(one)),
  complete: completionOf,
  evaluate: verdictsOf,
};

for (const [name, run] of Object.entries(FILES)) {
  const file = new URL(`../cases/${name}.txt`, import.meta.url);
  const cases = readCases(readFileSync(file, 'utf8'));
  if (process.argv.includes('--update'))
    writeFileSync(file, writeCases(cases.map((one) => ({ ...one, expected: run(one) }))));
  describe(`cases/${name}.txt`, () => {
    for (const one of readCases(readFileSync(file, 'utf8'))) {
      it(one.title, () => assert.equal(run(one), one.expected));
    }
  });
}

function checked({ input, zone }: LanguageCase): Checked {
  return check(input, { now: NOW, zone });
}

function outlineChecked({ input }: LanguageCase, { query, diagnostics }: Checked): string {
  const complaints = diagnostics.map((diagnostic) => renderDiagnostic(input, diagnostic));
  return [...(query === undefined ? [] : [outlineQuery(query)]), ...complaints].join('\n');
}

/** The first line is the query, every other one an event as JSON; dates are written as ISO text, big numbers as text. */
function verdictsOf(one: LanguageCase): string {
  const [input = '', ...events] = one.input.split('\n');
  const { query } = checked({ ...one, input });
  assert.ok(query !== undefined, `${input} is no valid query`);
  return events.map((event) => `${evaluate(query, readEvent(event)) ? 'yes' : 'no '} ${event}`).join('\n');
}

function readEvent(json: string): EventFields {
  const written = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const read = Object.entries(written).map(([token, value]) => [token, readEventValue(token, value)]);
  return Object.fromEntries(read) as EventFields;
}

function readEventValue(token: string, value: unknown): unknown {
  const type = fieldOf(token)?.type;
  assert.ok(type !== undefined, `no token ${token}`);
  if (type === 'date') return Date.parse(String(value));
  return type === 'bytes' && typeof value === 'string' ? BigInt(value) : value;
}

/** A bar in the query marks the cursor. `values` are what the callback answers. */
function completionOf({ input }: LanguageCase): string {
  const cursor = input.indexOf('|');
  const text = input.replace('|', '');
  const values = (token: string): readonly string[] =>
    token === 'userName' ? ['anna.lee', 'bob smith', "o'hara`s"] : [];
  const { from, to, suggestions, token } = complete(text, cursor, { values });
  const shown = suggestions.slice(0, SHOWN).map((one) => describeSuggestion(one));
  const more = suggestions.length > SHOWN ? [`… ${suggestions.length - SHOWN} more`] : [];
  const head = `replace ${from}..${to} ${JSON.stringify(text.slice(from, to))}${token === undefined ? '' : ` values of ${token}`}`;
  return [head, ...shown, ...more].join('\n');
}

function describeSuggestion({ kind, label, insert }: Suggestion): string {
  return `${kind} ${label}${insert.trimEnd() === label ? '' : ` as ${JSON.stringify(insert)}`}`;
}
