// SNMP traps as log lines:
//
//   netScalerLoginFailure (nsUserName = "ann", sysIpAddress = 10.20.0.5)
//
// Values may hold quotes and parentheses; a value in quotes ends at a quote before a comma or the last parenthesis.

import { skipBlanks, type Span, trimEnd, wordEnd } from '../decode/scan.js';
import type { Sheet } from './sheet.js';
import { readUser } from './values.js';

export function readTrap(sheet: Sheet, { from, to }: Span, rule: string): boolean {
  const { text } = sheet;
  const nameTo = wordEnd(text, from, to);
  const open = skipBlanks(text, nameTo, to);
  if (nameTo === from || text.charCodeAt(open) !== 40) return false;
  const isClosed = text.charCodeAt(to - 1) === 41;
  if (!isClosed) sheet.defect('missing-label');
  const end = isClosed ? to - 1 : to;
  sheet.attribute('trap', { from, to: nameTo }, { rule });
  if (text.slice(from, nameTo) === 'netScalerLoginFailure') sheet.computed('outcome', 'Failure', { rule, from: ['attributes'] });
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
  const valueFrom = equals + 3;
  const isQuoted = text.charCodeAt(valueFrom) === 34;
  const valueTo = isQuoted ? quotedEnd(text, valueFrom + 1, to) : plainEnd(text, valueFrom, to);
  if (isQuoted && valueTo === to) sheet.defect('unclosed-quote');
  const span = { from: isQuoted ? valueFrom + 1 : valueFrom, to: valueTo };
  const next = skipBlanks(text, text.startsWith(',', valueTo + (isQuoted ? 1 : 0)) ? valueTo + (isQuoted ? 2 : 1) : Math.min(to, valueTo + (isQuoted ? 1 : 0)), to);
  const key = text.slice(from, equals);
  claimPair(sheet, { key, span }, { from, next, rule });
  return next;
}

function claimPair(sheet: Sheet, { key, span }: { key: string; span: Span }, { from, next, rule }: { from: number; next: number; rule: string }): void {
  const named = `${rule}/${key}`;
  // Keys are the vendor's, but not a closed set: a new one keeps the line off the templates.
  sheet.value({ from, to: span.from, rule: named, writing: 'verbatim' });
  if (key === 'nsUserName') readUser({ sheet, span, rule: named, name: key, token: 'userName' });
  else sheet.attribute(key, span, { rule: named });
  sheet.literal({ from: span.to, to: next }, named);
}

function quotedEnd(text: string, from: number, to: number): number {
  for (let quote = text.indexOf('"', from); quote >= 0 && quote < to; quote = text.indexOf('"', quote + 1)) {
    if (quote + 1 === to || text.startsWith(', ', quote + 1)) return quote;
  }
  return to;
}

function plainEnd(text: string, from: number, to: number): number {
  const comma = text.indexOf(',', from);
  return trimEnd(text, from, comma < 0 || comma > to ? to : comma);
}
