// SNMP traps as log lines:
//
//   netScalerLoginFailure (nsUserName = "ann", sysIpAddress = 10.20.0.5)
//
// Values may hold quotes and parentheses; a value in quotes ends at a quote before a comma or the last parenthesis.

import { type Span, skipBlanks, trimEnd, wordEnd } from '../decode/scan.js';
import type { Sheet } from './sheet.js';
import { readUser } from './values.js';

const USER_KEY = 'nsUserName';

export function readTrap(sheet: Sheet, { from, to }: Span, rule: string): boolean {
  const { text } = sheet;
  const nameTo = wordEnd(text, from, to);
  const open = skipBlanks(text, nameTo, to);
  if (nameTo === from || text.charCodeAt(open) !== 40) return false;
  const isClosed = text.charCodeAt(to - 1) === 41;
  if (!isClosed) sheet.defect('missing-label');
  const end = isClosed ? to - 1 : to;
  sheet.attribute('trap', { from, to: nameTo }, { rule });
  if (text.slice(from, nameTo) === 'netScalerLoginFailure')
    sheet.computed('outcome', 'Failure', { rule, from: ['attributes'] });
  sheet.literal({ from: nameTo, to: open + 1 }, rule);
  let at = open + 1;
  while (at < end) at = readPair(sheet, { from: at, to: end }, rule);
  sheet.literal({ from: end, to }, rule);
  return true;
}

/** `key = value`, up to and with the comma behind it. */
function readPair(sheet: Sheet, { from, to }: Span, rule: string): number {
  const { text } = sheet;
  const equals = text.indexOf(' = ', from);
  if (equals < 0 || equals >= to) {
    sheet.defect('unclaimed-text');
    return to;
  }
  const key = text.slice(from, equals);
  const isQuoted = text.charCodeAt(equals + 3) === 34;
  const valueFrom = equals + (isQuoted ? 4 : 3);
  const valueTo = isQuoted ? quotedEnd(text, { from: valueFrom, to }, key) : plainEnd(text, valueFrom, to);
  if (isQuoted && valueTo === to) sheet.defect('unclosed-quote');
  const afterValue = Math.min(to, isQuoted ? valueTo + 1 : valueTo);
  const next = skipBlanks(text, text.startsWith(',', afterValue) ? afterValue + 1 : afterValue, to);
  claimPair(sheet, { key, span: { from: valueFrom, to: valueTo } }, { from, next, rule });
  return next;
}

function claimPair(
  sheet: Sheet,
  { key, span }: { key: string; span: Span },
  { from, next, rule }: { from: number; next: number; rule: string },
): void {
  const named = `${rule}/${key}`;
  // Keys are the vendor's, but not a closed set: a new one keeps the line off the templates.
  sheet.value({ from, to: span.from, rule: named, writing: 'verbatim' });
  if (key === USER_KEY) {
    if (sheet.slice(span).includes('", ')) sheet.defect('repeated-label');
    readUser({ sheet, span, rule: named, name: key, token: 'userName' });
  } else sheet.attribute(key, span, { rule: named });
  sheet.literal({ from: span.to, to: next }, named);
}

/** The user name is what somebody typed: of several places where the next key follows, the last one is the appliance's. */
const AFTER_USER = '", sysIpAddress = ';

function quotedEnd(text: string, { from, to }: Span, key: string): number {
  const last = key === USER_KEY ? text.lastIndexOf(AFTER_USER, to) : -1;
  if (last >= from) return last;
  for (let quote = text.indexOf('"', from); quote >= 0 && quote < to; quote = text.indexOf('"', quote + 1)) {
    if (quote + 1 === to || text.startsWith(', ', quote + 1)) return quote;
  }
  return to;
}

function plainEnd(text: string, from: number, to: number): number {
  const comma = text.indexOf(',', from);
  return trimEnd(text, from, comma < 0 || comma > to ? to : comma);
}
