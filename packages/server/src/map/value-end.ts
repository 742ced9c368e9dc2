// Where a value ends that is not free text, and where the next label may begin. Separators are ` - `; seen are also `- `,
// ` -`, nothing at all behind a quote, `-->` between two addresses, and the en dash of copied text.

import type { LabelRow } from '@gatehouse/model';
import { readDate } from '../decode/date.js';
import { isBlank, type Span, skipBlanks, trimEnd, wordEnd } from '../decode/scan.js';
import { readIsoStamp } from '../decode/stamp.js';
import type { LabelTable } from './label-table.js';

export interface LabelledRegion extends Span {
  readonly table: LabelTable;
  /** Prefix of the rule names, for example `SSLVPN/LOGIN`. */
  readonly rule: string;
}

/** What is left of a region from a position on. */
export function regionFrom({ to, table, rule }: LabelledRegion, from: number): LabelledRegion {
  return { from, to, table, rule };
}

/** `-` followed by a blank, as in a separator. */
export function isDashAt(text: string, at: number): boolean {
  return text.charCodeAt(at) === 45 && (at + 1 >= text.length || isBlank(text.charCodeAt(at + 1)));
}

/** Kinds whose values may hold blanks. */
const TEXT_KINDS: ReadonlySet<LabelRow['kind']> = new Set([
  'text',
  'status',
  'groups',
  'forwarded',
  'verdict',
  'user',
  'request',
]);

/** End of a value that ends by itself: at its closing quote, or where its kind does. */
export function localEnd(text: string, row: LabelRow, { from, to, table }: LabelledRegion): number {
  if (from >= to) return from;
  if (isDashAt(text, from)) return isDashAt(text, from + 2) ? from + 1 : from;
  if (text.charCodeAt(from) === 34) return quotedEnd(text, { from, to, table });
  if (row.kind === 'time') return timeEnd(text, from, to);
  if (TEXT_KINDS.has(row.kind)) return textEnd(text, from, to);
  const end = wordEnd(text, from, to);
  const trimmed = text.charCodeAt(end - 1) === 45 && end - 1 > from ? end - 1 : end;
  return row.unit !== undefined && text.startsWith(row.unit, trimmed) ? trimmed + row.unit.length : trimmed;
}

/**
 * Behind the quote that a label or nothing follows; the appliance escapes no quotes. A quote that something else follows
 * behind a separator counts where a known label comes before the next quote of the first kind.
 */
function quotedEnd(text: string, { from, to, table }: Span & { table: LabelTable }): number {
  let weak = -1;
  for (let quote = text.indexOf('"', from + 1); quote >= 0 && quote < to; quote = text.indexOf('"', quote + 1)) {
    const next = afterSeparator(text, quote + 1, to);
    if (next >= to || table.at(text, next) >= 0) {
      return (weak >= 0 && holdsLabel(text, { from: weak, to: quote }, table) ? weak : quote) + 1;
    }
    if (weak < 0 && isDashLike(text, skipBlanks(text, quote + 1, to))) weak = quote;
  }
  return weak < 0 ? to : weak + 1;
}

/** True where ` - Label ` stands inside. */
export function holdsLabel(text: string, { from, to }: Span, table: LabelTable): boolean {
  for (let dash = text.indexOf('- ', from); dash >= 0 && dash < to; dash = text.indexOf('- ', dash + 1)) {
    if (table.at(text, skipBlanks(text, dash + 1, to)) >= 0) return true;
  }
  return false;
}

/** Also `-SerialNumber`, where the blank behind the dash is missing, and the en dash of copied text. */
function isDashLike(text: string, at: number): boolean {
  return text.charCodeAt(at) === 45 || text.startsWith(EN_DASH, at);
}

/** U+2013 in UTF-8, one character per byte. */
export const EN_DASH = '\xe2\x80\x93';

function timeEnd(text: string, from: number, to: number): number {
  const date = readDate(text, from) ?? readIsoStamp(text, from);
  if (date === null) return textEnd(text, from, to);
  const zone = skipBlanks(text, date.to, to);
  return text.startsWith('GMT', zone) && !/\w/.test(text.charAt(zone + 3)) ? zone + 3 : date.to;
}

/** Up to the first separator. */
function textEnd(text: string, from: number, to: number): number {
  const dash = text.indexOf(' - ', from);
  return trimEnd(text, from, dash < 0 || dash > to ? withoutLastDash(text, from, to) : dash);
}

/** ` -` at the very end closes a body without another label. */
export function withoutLastDash(text: string, from: number, to: number): number {
  return to - 2 >= from && text.charCodeAt(to - 1) === 45 && isBlank(text.charCodeAt(to - 2)) ? to - 2 : to;
}

/** Position behind blanks, one dash or arrow (`-->`, or `-- >` in copied text), and blanks. */
export function afterSeparator(text: string, from: number, to: number): number {
  const dash = skipBlanks(text, from, to);
  if (dash >= to) return to;
  const arrow = text.startsWith('-->', dash) ? 3 : text.startsWith('-- >', dash) ? 4 : 1;
  if (text.charCodeAt(dash) === 45) return skipBlanks(text, dash + arrow, to);
  return text.startsWith(EN_DASH, dash) ? skipBlanks(text, dash + EN_DASH.length, to) : dash;
}
