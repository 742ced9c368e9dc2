// What SSLVPN and AAATM bodies begin with, before their first label:
//
//   [Logout handler : ][Context user@address [- SessionId: n][- ]][[TECHSUPPORT][LAUNCH][TCP] [CGP][ICAUUID=…] ]
//
// The user in the context is a free value (split at the last @: the address may be IPv6 and has none).

import type { Opening } from '@gatehouse/model';
import { digitsEnd, type Span, skipBlanks, trimEnd } from '../decode/scan.js';
import type { LabelTable } from './label-table.js';
import type { Sheet } from './sheet.js';
import { afterSeparator } from './value-end.js';
import { readId } from './values.js';

const LOGOUT_HANDLER = 'Logout handler : ';
const CONTEXT = 'Context ';
const SESSION = 'SessionId: ';

/** Where the labels begin. */
export function readOpening(
  sheet: Sheet,
  { from, to, table }: Span & { table: LabelTable },
  opening: readonly Opening[],
): number {
  let at = from;
  if (opening.includes('context')) at = readContext(sheet, { from: at, to });
  if (opening.includes('tags')) at = readTags(sheet, { from: at, to });
  if (opening.includes('text') && table.at(sheet.text, at) < 0) at = readText(sheet, { from: at, to });
  return at;
}

/** `System stopped - Memory …` */
function readText(sheet: Sheet, { from, to }: Span): number {
  const dash = sheet.text.indexOf(' - ', from);
  const textTo = trimEnd(sheet.text, from, dash < 0 || dash > to ? to : dash);
  const next = afterSeparator(sheet.text, textTo, to);
  sheet.textToken('message', { from, to: textTo }, { rule: 'text' });
  sheet.literal({ from: textTo, to: next }, 'text');
  return next;
}

function readContext(sheet: Sheet, { from, to }: Span): number {
  const { text } = sheet;
  const at =
    text.startsWith(LOGOUT_HANDLER, from) && text.startsWith(CONTEXT, from + LOGOUT_HANDLER.length)
      ? from + LOGOUT_HANDLER.length
      : from;
  if (!text.startsWith(CONTEXT, at)) return from;
  const rule = 'context';
  const userFrom = at + CONTEXT.length;
  const session = findSession(sheet, { from: userFrom, to });
  const limit = session < 0 ? firstOf(text, [' User ', ' Source ', ' Client_ip '], { from: userFrom, to }) : session;
  const valueTo = beforeDash(text, userFrom, limit);
  sheet.literal({ from, to: userFrom }, rule);
  readContextValue(sheet, { from: userFrom, to: valueTo }, rule);
  if (session < 0) {
    const next = afterSeparator(text, valueTo, to);
    sheet.literal({ from: valueTo, to: next }, rule);
    return next;
  }
  const idFrom = session + SESSION.length;
  const idTo = digitsEnd(text, idFrom, to);
  const next = afterSeparator(text, idTo, to);
  sheet.literal({ from: valueTo, to: idFrom }, rule);
  readId({
    sheet,
    span: { from: idFrom, to: idTo },
    rule: `${rule}/SessionId`,
    name: 'SessionId',
    token: 'vpnSessionId',
  });
  sheet.literal({ from: idTo, to: next }, rule);
  return next;
}

/** Also masked ones and names; no real one is longer. */
const ADDRESS = /@\S*$/;
const LONGEST_ADDRESS = 64;

/**
 * The `SessionId: ` that follows an address: `@192.0.2.7 - SessionId: 5501`. A user name may imitate that too, but it stands
 * twice on the line, in the context and behind `User`: the genuine one is in the middle.
 */
function findSession(sheet: Sheet, { from, to }: Span): number {
  const { text } = sheet;
  const limit = firstOf(text, [' - Client_ip ', ' - Source ', ' : Group(s) '], { from, to });
  const found: number[] = [];
  for (let at = text.indexOf(SESSION, from); at >= 0 && at < limit; at = text.indexOf(SESSION, at + 1)) {
    const addressTo = beforeDash(text, from, at);
    if (addressTo < at - 1 && ADDRESS.test(text.slice(Math.max(from, addressTo - LONGEST_ADDRESS), addressTo)))
      found.push(at);
  }
  if (found.length > 1) sheet.defect('repeated-label');
  return found[Math.floor((found.length - 1) / 2)] ?? -1;
}

function readContextValue(sheet: Sheet, { from, to }: Span, rule: string): void {
  const text = sheet.slice({ from, to });
  if (text.includes(SESSION)) sheet.defect('repeated-label');
  const sign = text.lastIndexOf('@');
  const userTo = sign < 0 ? to : from + sign;
  sheet.textToken('contextUser', { from, to: userTo }, { rule });
  if (sign < 0) return;
  sheet.literal({ from: userTo, to: userTo + 1 }, rule);
  if (to > userTo + 1) sheet.contextAddress = { from: userTo + 1, to };
}

/** End of the value in front of `- Label`. */
function beforeDash(text: string, from: number, label: number): number {
  const blanks = trimEnd(text, from, label);
  const dash = text.charCodeAt(blanks - 1) === 45 ? blanks - 1 : blanks;
  return Math.max(from, trimEnd(text, from, dash));
}

function firstOf(text: string, needles: readonly string[], { from, to }: Span): number {
  let first = to;
  for (const needle of needles) {
    const at = text.indexOf(needle, from);
    if (at >= 0 && at < first) first = at;
  }
  return first;
}

/** Tags that say how the connection is carried; the others only route the message inside the appliance. */
const TAG_ATTRIBUTES: Readonly<Record<string, string>> = {
  TCP: 'transport',
  EDT: 'transport',
  CGP: 'protocol',
  SOCKS: 'protocol',
};
const UUID = 'ICAUUID=';

function readTags(sheet: Sheet, { from, to }: Span): number {
  const { text } = sheet;
  let at = from;
  while (text.charCodeAt(at) === 91) {
    const end = text.indexOf(']', at);
    const tag = end < 0 || end >= to ? '' : text.slice(at + 1, end);
    const isId = tag.startsWith(UUID) && /^[\w-]{1,64}$/.test(tag.slice(UUID.length));
    if (!isId && !/^[A-Z]{2,20}$/.test(tag)) break;
    const next = skipBlanks(text, end + 1, to);
    claimTag(sheet, { tag, isId, from: at, to: end, next });
    at = next;
  }
  return at;
}

function claimTag(
  sheet: Sheet,
  { tag, isId, from, to, next }: Span & { tag: string; isId: boolean; next: number },
): void {
  const rule = 'tags';
  if (isId) {
    const idFrom = from + 1 + UUID.length;
    sheet.literal({ from, to: idFrom }, rule);
    sheet.attribute('ICAUUID', { from: idFrom, to }, { rule });
    return sheet.literal({ from: to, to: next }, rule);
  }
  const attribute = TAG_ATTRIBUTES[tag];
  if (attribute === undefined && !KNOWN_TAGS.has(tag))
    return sheet.value({ from, to: next, rule, writing: 'verbatim' });
  if (attribute !== undefined) sheet.constantAttribute(attribute, tag);
  sheet.literal({ from, to: next }, rule);
}

const KNOWN_TAGS = new Set(['TECHSUPPORT', 'LAUNCH', 'ENUMERATION']);
