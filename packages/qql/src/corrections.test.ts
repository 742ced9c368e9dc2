// What a click offers: the query that it makes, or nothing where nobody can know what was meant.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readCases } from './case-file.js';
import { check } from './check.js';
import { correctionsOf } from './corrections.js';

const OPTIONS = { now: 0, zone: 'UTC' };

const rows: readonly (readonly [text: string, ...offered: string[]])[] = [
  ['userNme: ann', 'userName: ann'],
  ['tags: vpn and user.nam: ann', 'tags: vpn and userName: ann'],
  ['outcome: Sucess', 'outcome: Success'],
  ['userName: "ann', 'userName: "ann"'],
  ['userName: “ann ', 'userName: “ann”'],
  ['command: "C:\\temp\\"', 'command: "C:\\temp\\\\"'],
  ['(userName: ann or tags: vpn', '(userName: ann or tags: vpn)'],
  ['tags: [vpn, a', 'tags: [vpn, a]'],
  ['userName: ann) and tags: vpn', 'userName: ann and tags: vpn'],
  ['userName: ann and ', 'userName: ann'],
  ['userName: ann AND not', 'userName: ann'],
  ['userName: ann and or tags: vpn', 'userName: ann and tags: vpn'],
  ['"a" "b"', '"a" and "b"', '"a" or "b"'],
  ['userName: ann tags: vpn', 'userName: ann and tags: vpn', 'userName: ann or tags: vpn'],
  ['userName: ', 'userName is null'],
  ['userName != ""', 'userName is not null'],
  ['userName ann', 'userName: ann'],
  ['userName = a*', 'userName: a*'],
  ['*ann', 'rawEvent: *ann'],
  ['message: "--"', 'message: `--`'],
  ['sourceIpv4: 2001:db8::1', 'sourceIpv6: 2001:db8::1'],
  ['sourcePort: [9 .. 1]', 'sourcePort: [1 .. 9]'],
  ['sourcePort: many'],
  ['qqqqqqqqq: 1'],
  ['userName != [a, b]'],
];

function offersFor(text: string): readonly string[] {
  const [problem] = check(text, OPTIONS).diagnostics;
  assert.ok(problem);
  return correctionsOf({ text, problem }, OPTIONS).map((offer) => offer.text);
}

describe('corrections', () => {
  for (const [text, ...offered] of rows) {
    it(text, () => assert.deepEqual(offersFor(text).slice(0, Math.max(1, offered.length)), offered));
  }

  it('every one of a case of the complaints takes its complaint away and says what it does', () => {
    const cases = readCases(readFileSync(new URL('../cases/errors.txt', import.meta.url), 'utf8'));
    for (const { input } of cases)
      for (const problem of check(input, OPTIONS).diagnostics)
        for (const { label, text } of correctionsOf({ text: input, problem }, OPTIONS)) {
          assert.ok(label.length > 0 && label.length < 120, label);
          assert.ok(
            check(text, OPTIONS).diagnostics.every(({ code, from }) => code !== problem.code || from > problem.from),
          );
        }
  });
});
