// From the characters of one value to a token, by the kind that the pack states. What does not fit its kind goes to
// `attributes` as text, with a defect: nothing is lost, and nothing wrong stands in a typed token.

import type { LabelRow, Token, ValueKind } from '@gatehouse/model';
import { readDate } from '../decode/date.js';
import { digitsEnd, type Span, skipBlanks, trimEnd } from '../decode/scan.js';
import { readIsoStamp } from '../decode/stamp.js';
import { readAddressValue, readEndpointValue, readPortValue } from './endpoints.js';
import { nameOf } from './label-table.js';
import { readForwarded, readGroups } from './lists.js';
import { readMethodAndUrl } from './request-url.js';
import type { Sheet, TextToken } from './sheet.js';

/** A value without its label, its quotes and its unit. */
export interface Value {
  readonly sheet: Sheet;
  readonly span: Span;
  readonly rule: string;
  /** Name in `attributes`. */
  readonly name: string;
  readonly token: Token | null;
}

const READERS: Readonly<Record<ValueKind, (value: Value) => void>> = {
  text: readText,
  word: readText,
  user: readUser,
  account: readAccount,
  number: readNumber,
  id: readId,
  time: readTime,
  duration: readDuration,
  groups: readGroups,
  forwarded: readForwarded,
  access: readAccess,
  status: readStatus,
  verdict: readVerdict,
  host: readHost,
  request: readRequest,
  flag: readFlag,
};

const ENDPOINT_READERS = { address: readAddressValue, endpoint: readEndpointValue, port: readPortValue } as const;

export function readValue(sheet: Sheet, row: LabelRow, { span, rule }: { span: Span; rule: string }): void {
  const name = row.attribute ?? nameOf(row.label);
  if ('role' in row) return ENDPOINT_READERS[row.kind](sheet, span, { rule, name, role: row.role });
  READERS[row.kind]({ sheet, span, rule, name, token: row.token ?? null });
}

function readText({ sheet, span, rule, name, token }: Value): void {
  if (token === null) sheet.attribute(name, span, { rule });
  else sheet.textToken(token as TextToken, span, { rule });
}

/** The appliance prints asterisks for accounts that it will not name. */
export function readUser({ sheet, span, rule }: Value): void {
  if (/^\*+$/.test(sheet.slice(span))) sheet.literal(span, rule);
  else sheet.textToken('userName', span, { rule });
}

/** `user:domain`: a domain never holds a colon, a user name may. */
function readAccount(value: Value): void {
  const { sheet, span, rule } = value;
  const colon = sheet.text.lastIndexOf(':', span.to - 1);
  if (colon < span.from) return readUser(value);
  readUser({ ...value, span: { from: span.from, to: colon } });
  sheet.literal({ from: colon, to: colon + 1 }, rule);
  sheet.attribute('domainname', { from: colon + 1, to: span.to }, { rule });
}

const MOST = 2n ** 64n;

/** Digits below 2^64 as a number, or as a bigint above 2^53; a defect otherwise. */
function parseCount(digits: string): number | bigint | 'bad-number' | 'number-too-large' {
  if (!/^\d+$/.test(digits)) return 'bad-number';
  const small = Number(digits);
  if (small <= Number.MAX_SAFE_INTEGER) return small;
  if (digits.length > 4096) return 'number-too-large';
  const large = BigInt(digits);
  return large < MOST ? large : 'number-too-large';
}

/** Printing a number gives its digits back unless there are zeros in front or it is above 2^53. */
function writingOfDigits(digits: string): 'uint' | 'verbatim' {
  return (digits.length > 1 && digits.startsWith('0')) || Number(digits) > Number.MAX_SAFE_INTEGER
    ? 'verbatim'
    : 'uint';
}

type NumberToken = 'inByte' | 'outByte' | 'count';

function readNumber({ sheet, span, rule, name, token }: Value): void {
  if (span.to <= span.from) return;
  if (token === null) return sheet.attribute(name, span, { rule });
  const digits = sheet.slice(span);
  const count = parseCount(digits);
  if (typeof count === 'string') {
    sheet.defect(count);
    return sheet.attribute(name, span, { rule, writing: 'verbatim' });
  }
  if (sheet.derived[token]?.kind === 'constant') sheet.replaceConstant(token);
  sheet.value({ from: span.from, to: span.to, rule, writing: writingOfDigits(digits), tokens: [token] });
  sheet.set(token as NumberToken, count);
}

type IdToken = 'sessionId' | 'vpnSessionId';

/** Ids are stored as 64-bit numbers and shown as text. */
export function readId({ sheet, span, rule, name, token }: Value): void {
  if (span.to <= span.from) return;
  const digits = sheet.slice(span);
  const count = parseCount(digits);
  if (typeof count === 'string' || token === null) {
    if (typeof count === 'string') sheet.defect(count);
    return sheet.attribute(name, span, { rule, writing: 'verbatim' });
  }
  sheet.value({ from: span.from, to: span.to, rule, writing: writingOfDigits(digits), tokens: [token] });
  sheet.set(token as IdToken, String(count));
}

/** `07/08/2024:01:31:08[ ][GMT]`; the zone word and the blank that LOCAL_TIME leaves are no part of the value. */
function readTime({ sheet, span, rule, name, token }: Value): void {
  const from = skipBlanks(sheet.text, span.from, span.to);
  const to = trimEnd(sheet.text, from, span.to);
  if (to <= from) return;
  const date = readDate(sheet.text, from) ?? readIsoStamp(sheet.text, from);
  const zoneFrom = date === null ? to : skipBlanks(sheet.text, date.to, to);
  const isGmt = sheet.text.startsWith('GMT', zoneFrom);
  if (date === null || date.to > to || (zoneFrom < to && !(isGmt && zoneFrom + 3 === to))) {
    sheet.defect('bad-time');
    return sheet.attribute(name, { from, to }, { rule, writing: 'verbatim' });
  }
  sheet.times.push({ date, isGmt, token, attribute: name, rule });
  sheet.literal({ from: span.from, to: from }, rule);
  sheet.literal({ from: date.to, to: span.to }, rule);
}

/** Seconds of `hh:mm:ss`, hours may exceed 24; -1 when it is no duration. */
function parseDuration(text: string): number {
  const hoursTo = digitsEnd(text, 0);
  if (hoursTo === 0 || hoursTo > 9 || text.length !== hoursTo + 6 || !/^:[0-5]\d:[0-5]\d$/.test(text.slice(hoursTo)))
    return -1;
  return (
    Number(text.slice(0, hoursTo)) * 3600 +
    Number(text.slice(hoursTo + 1, hoursTo + 3)) * 60 +
    Number(text.slice(hoursTo + 4))
  );
}

/** The column holds 32 bits of seconds. */
const LONGEST = 2 ** 32 - 1;

function readDuration({ sheet, span, rule, name }: Value): void {
  if (span.to <= span.from) return;
  const text = sheet.slice(span);
  const seconds = parseDuration(text);
  if (seconds < 0 || seconds > LONGEST) {
    sheet.defect('bad-duration');
    return sheet.attribute(name, span, { rule, writing: 'verbatim' });
  }
  const hours = text.slice(0, -6);
  const canonical = hours.length === 2 || (hours.length > 2 && !hours.startsWith('0'));
  sheet.value({
    from: span.from,
    to: span.to,
    rule,
    writing: canonical ? 'duration' : 'verbatim',
    tokens: ['duration'],
  });
  sheet.set('duration', seconds);
}

function readAccess({ sheet, span, rule, name }: Value): void {
  const word = sheet.slice(span);
  if (word !== 'Allowed' && word !== 'Denied') return sheet.attribute(name, span, { rule, writing: 'verbatim' });
  sheet.literal(span, rule);
  sheet.constant('access', word, rule);
  sheet.constant('outcome', word === 'Allowed' ? 'Success' : 'Failure', rule);
}

const ERROR = 'ERROR: ';

/** `Success`, `Done` (SDX), or `ERROR: why` */
function readStatus({ sheet, span, rule, name }: Value): void {
  const text = sheet.slice(span);
  if (text === 'Success' || text === 'Done') {
    sheet.literal(span, rule);
    return sheet.constant('outcome', 'Success', rule);
  }
  if (!text.startsWith(ERROR)) return sheet.attribute(name, span, { rule, writing: 'verbatim' });
  sheet.literal({ from: span.from, to: span.from + ERROR.length }, rule);
  sheet.constant('outcome', 'Failure', rule);
  sheet.textToken('message', { from: span.from + ERROR.length, to: span.to }, { rule });
}

const SUCCESSES: readonly string[] = ['passed', 'TRUE', 'PASSED'];
const FAILURES: readonly string[] = ['failed', 'FALSE', 'FAILED'];

/** The last word decides, with a number in parentheses or without. */
function readVerdict({ sheet, span, rule, name }: Value): void {
  const text = sheet.slice(span);
  const last = text.slice(text.lastIndexOf(' ') + 1);
  const word = last.split('(', 1)[0] ?? '';
  const outcome = SUCCESSES.includes(word) ? 'Success' : FAILURES.includes(word) ? 'Failure' : null;
  if (text === word && outcome !== null) {
    sheet.literal(span, rule);
    sheet.constantAttribute(name, text);
    return sheet.constant('outcome', outcome, rule);
  }
  sheet.attribute(name, span, { rule, writing: 'verbatim' });
  if (outcome !== null) sheet.computed('outcome', outcome, { rule, from: ['attributes'] });
}

/** The host waits for the path: together they are the requestUrl. */
function readHost({ sheet, span }: Value): void {
  sheet.requestHost = span;
}

/** The label itself is the statement. */
function readFlag({ sheet, name }: Value): void {
  sheet.constantAttribute(name, 'true');
}

function readRequest({ sheet, span, rule }: Value): void {
  readMethodAndUrl(
    sheet,
    { host: sheet.requestHost ?? { from: span.from, to: span.from }, from: span.from, to: span.to },
    rule,
  );
  sheet.requestHost = null;
}
