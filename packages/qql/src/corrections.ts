// What a click can do about a complaint: the whole query as it would read then. Only what makes the complaint go away is offered.

import { check } from './check.js';
import type { Diagnostic, DiagnosticCode } from './errors.js';
import type { CheckOptions } from './scene.js';

export interface Correction {
  /** What it does: `Put \`and\` before it`. */
  readonly label: string;
  readonly text: string;
}

export interface Complaint {
  readonly text: string;
  readonly problem: Diagnostic;
}

/** The likeliest first; empty where only a person can know what was meant. */
export function correctionsOf({ text, problem }: Complaint, options: CheckOptions): readonly Correction[] {
  const offers = OFFERS[problem.code]?.(partsOf(text, problem)) ?? [];
  return offers.filter((offer) => offer.text !== text && isGone(problem, check(offer.text, options).diagnostics));
}

function isGone({ code, from }: Diagnostic, left: readonly Diagnostic[]): boolean {
  return left.every((other) => other.code !== code || other.from > from);
}

interface Parts {
  readonly before: string;
  /** What the complaint is about. */
  readonly at: string;
  readonly after: string;
  readonly instead: readonly string[];
}

type Offer = (parts: Parts) => readonly Correction[];

function partsOf(text: string, { from, to, instead = [] }: Diagnostic): Parts {
  return { before: text.slice(0, from), at: text.slice(from, to), after: text.slice(to), instead };
}

const replace: Offer = ({ before, after, instead }) =>
  instead.map((word) => ({ label: `Write ${word}`, text: `${before}${word}${after}` }));

const join: Offer = ({ before, at, after }) =>
  ['and', 'or'].map((word) => ({ label: `Put ${word} before it`, text: `${before}${word} ${at}${after}` }));

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '“': '”', '„': '“', '‘': '’' };

const close: Offer = ({ before, at, after }) => {
  const closing = CLOSING[at] ?? at;
  // `"C:\temp\"`: the backslash has taken the closing quote for itself.
  if (after.endsWith(`\\${closing}`))
    return [{ label: 'Double the backslash', text: `${before}${at}${after.slice(0, -2)}\\\\${closing}` }];
  return [{ label: `Close it with ${closing}`, text: `${before}${at}${after.trimEnd()}${closing}` }];
};

const remove: Offer = ({ before, at, after }) => [{ label: `Remove ${at}`, text: `${before}${after}`.trim() }];

/** A word that joins nothing: at the end, or one of two in a row. */
const dangling: Offer = ({ before, at, after }) => {
  const last = /(?:\s+(?:and|or|not)){1,2}\s*$/i.exec(before);
  if (at === '' && last !== null) return [{ label: `Remove ${last[0].trim()}`, text: before.slice(0, last.index) }];
  if (!/^(?:and|or)$/i.test(at)) return [];
  return [{ label: `Remove ${at}`, text: `${before}${after.trimStart()}` }];
};

const OPERATOR_BEFORE = /\s*(:|!?=)\s*$/;

/** No event holds an empty value; what lacks the token is asked for otherwise. */
const absent: Offer = ({ before, after }) => {
  const operator = OPERATOR_BEFORE.exec(before);
  if (operator === null) return [];
  const test = operator[1] === '!=' ? 'is not null' : 'is null';
  return [{ label: `Write ${test}`, text: `${before.slice(0, operator.index)} ${test}${after}` }];
};

const pattern: Offer = ({ before, at, after }) =>
  /(?<!!)=\s*$/.test(before)
    ? [{ label: 'Write : for wildcards', text: `${before.replace(/\s*=\s*$/, ': ')}${at}${after}` }]
    : [];

/** The value is of the other family: its token stands in front of it. */
const otherToken: Offer = ({ before, at, after, instead }) =>
  instead.map((token) => ({
    label: `Write ${token}`,
    text: `${before.replace(/[\w.]+(?=\s*(?::|[<>]=?|!?=)[^:=<>]*$)/, token)}${at}${after}`,
  }));

const OFFERS: Readonly<Partial<Record<DiagnosticCode, Offer>>> = {
  'qql.unclosed-quote': close,
  'qql.unclosed-bracket': close,
  'qql.unexpected-bracket': remove,
  'qql.missing-condition': dangling,
  'qql.missing-operator': join,
  'qql.swallowed-condition': join,
  'qql.unknown-token': replace,
  'qql.unknown-value': replace,
  'qql.bad-boolean': replace,
  'qql.reversed-range': replace,
  'qql.token-as-word': replace,
  'qql.free-wildcard': replace,
  'qql.address-family': otherToken,
  'qql.empty-value': absent,
  'qql.missing-value': absent,
  'qql.literal-wildcard': pattern,
  'qql.no-words': ({ before, at, after }) => [
    { label: 'Put it in backticks', text: `${before}\`${at.replace(/^(["'])([\s\S]*)\1$/, '$2')}\`${after}` },
  ],
};
