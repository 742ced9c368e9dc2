/** Every case of every source pack, read and compared; and that the cases together show all that the packs know. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLine } from '../../map/reader.js';
import { lineContextOf } from './case-context.js';
import { type Case, type Expectation, formatExpectation } from './case-file.js';
import { headerForms, quirks } from './catalogue.js';
import { caseFiles } from './pack-cases.js';
import { expectationOf } from './reading-rows.js';

const cases = caseFiles().flatMap((file) => file.cases);
const readings = cases.map((example) => ({ example, reading: readLine(example.line, lineContextOf(example)) }));

for (const { example, reading } of readings) {
  test(`${example.file}:${example.at} ${example.title}`, () => {
    const difference = differenceOf(example, expectationOf(reading));
    assert.ok(difference === '', `\n${example.line}\n${difference}`);
  });
}

/** Lines of the two expectations that the other one lacks, marked `-` (expected) and `+` (got). */
function differenceOf({ expectation }: Case, got: Expectation): string {
  // A case that is not about the date says nothing of how it was decided.
  const date = expectation.date === null ? null : got.date;
  const wanted = formatExpectation(expectation).split('\n');
  const actual = formatExpectation({ ...got, date }).split('\n');
  if (wanted.join('\n') === actual.join('\n')) return '';
  const missing = wanted.filter((line) => !actual.includes(line)).map((line) => `- ${line}`);
  const surplus = actual.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`);
  return [...missing, ...surplus, ...(missing.length + surplus.length === 0 ? ['~ in another order'] : [])].join('\n');
}

test('claims lie side by side inside the text', () => {
  const odd = readings.filter(({ reading: { claims, text } }) =>
    claims.some(({ from, to }, index) => from < (claims[index - 1]?.to ?? 0) || to <= from || to > text.length),
  );
  assert.deepEqual(
    odd.map(({ example }) => `${example.file}:${example.at}`),
    [],
  );
});

test('a line without defects has no byte that nothing claims', () => {
  const gaps = readings.filter(({ reading: { claims, text, state } }) => {
    const claimed = claims.reduce((sum, { from, to }) => sum + to - from, 0);
    return state === 'mapped' && claimed !== text.length;
  });
  assert.deepEqual(
    gaps.map(({ example }) => `${example.file}:${example.at}`),
    [],
  );
});

const proved = new Set(cases.flatMap(({ proves }) => proves));

test('every form of the header is shown by a case', () => {
  assert.deepEqual(
    Object.keys(headerForms).filter((form) => !proved.has(form)),
    [],
  );
});

test('every quirk is shown by a case', () => {
  assert.deepEqual(
    Object.keys(quirks).filter((number) => !proved.has(`quirk ${number}`)),
    [],
  );
});

test('titles refer to forms and quirks that there are', () => {
  const known = new Set([...Object.keys(headerForms), ...Object.keys(quirks).map((number) => `quirk ${number}`)]);
  assert.deepEqual(
    [...proved].filter((name) => !known.has(name)),
    [],
  );
});
