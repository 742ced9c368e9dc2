/** What holds for every case file, whatever the reader makes of its lines. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf } from '@gatehouse/model';
import { type Case, formatExpectation } from './case-file.js';
import { caseFiles } from './pack-cases.js';

const files = caseFiles();
const cases = files.flatMap((file) => file.cases);

test('case files are ASCII without blanks at the ends of lines', () => {
  const odd = files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (/[^\x20-\x7e]|^ | $/.test(line) ? [`${path}:${index + 1}`] : [])),
  );
  assert.deepEqual(odd, []);
});

test('expectations are sorted by token, lists in the order of the line', () => {
  const unsorted = files.flatMap(({ path, text }) => {
    const written = text.split(/^==>\n/m).slice(1);
    return written.flatMap((part, index) => {
      const { at, expectation } = file(path).cases[index] ?? {
        at: 0,
        expectation: { rows: [], date: null, defects: [] },
      };
      const rows = expectation.rows.toSorted((a, b) => order(a.token, b.token));
      const sorted = formatExpectation({ ...expectation, rows, defects: expectation.defects.toSorted() });
      return part.startsWith(sorted) ? [] : [`${path}:${at}`];
    });
  });
  assert.deepEqual(unsorted, []);
});

test('titles are unique in their file', () => {
  const titles = cases.map(({ file: path, title }) => `${path}: ${title}`);
  assert.deepEqual(
    titles.filter((title, index) => titles.indexOf(title) !== index),
    [],
  );
});

test('tokens are those of the model; attributes name their label', () => {
  const unknown = cases.flatMap((example) =>
    example.expectation.rows
      .map(({ token }) => token)
      .filter((token) => !/^attributes\.\S/.test(token) && (token === 'attributes' || fieldOf(token)?.token !== token))
      .map((token) => `${placeOf(example)}: ${token}`),
  );
  assert.deepEqual(unknown, []);
});

test('no value has a blank at its ends, except attributes, which are as written between their quotes', () => {
  const padded = cases.filter(({ expectation }) =>
    expectation.rows.some(({ token, value }) => !token.startsWith('attributes.') && value.trim() !== value),
  );
  assert.deepEqual(padded.map(placeOf), []);
});

// RFC 5737, RFC 3849 and RFC 2606; addresses that are internal by definition do not point at anybody either.
const harmless =
  /^(?:192\.0\.2|198\.51\.100|203\.0\.113|10\.\d+\.\d+|127\.\d+\.\d+|100\.64\.\d+|0\.0\.0)\.\d+$|^(?:2001:db8|fd00):|^::ffff:|^fe80:/i;
const address = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,})/gi;
const host = /(?<![\w.-])(?:[\w-]+\.)+(?:com|net|org|io|edu|gov|local|ch|de|uk|tld)(?![\w.-])/gi;

test('addresses and hosts are documentation addresses', () => {
  const foreign = cases.flatMap((example) => foreignIn(example.line).map((found) => `${placeOf(example)}: ${found}`));
  assert.deepEqual(foreign, []);
});

test('a foreign address and a foreign host are seen', () => {
  const line =
    'x 8.8.8.8:53 - 2a00:1450::5 www.elsewhere.com 07/18/2024:15:20:01 2024/07/18:15:20:01 192.0.2.7 a.example.com';
  assert.deepEqual(foreignIn(line), ['8.8.8.8', '2a00:1450::5', 'www.elsewhere.com']);
});

function foreignIn(line: string): string[] {
  const addresses = (line.match(address) ?? []).filter((found) => !harmless.test(found) && !isTime(found));
  const hosts = (line.match(host) ?? []).filter((found) => !/(?:^|\.)example\.(?:com|net|org)$/.test(found));
  return [...addresses, ...hosts];
}

function isTime(text: string): boolean {
  return /^(?:\d\d|\d{4}):\d\d:\d\d:\d\d$/.test(text);
}

function file(path: string) {
  const found = files.find((candidate) => candidate.path === path);
  assert.ok(found);
  return found;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function placeOf({ file: path, at }: Case): string {
  return `${path}:${at}`;
}
