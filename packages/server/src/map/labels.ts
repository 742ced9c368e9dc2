// Labelled bodies: `Label value - Label value - …`. Nothing is split at ` - `, because values contain it. The reader stands
// at a position where a label should be, looks which one it is, and takes the value that its kind allows:
//
//   User ann - Client_ip 192.0.2.7 - Nat_ip "Mapped Ip" - Vserver 198.51.100.1:443 - Browser_type "a - b" - Group(s) "N/A"
//   └ free: anything up to the labels that follow       └ each of these ends by itself       └ free
//
// The end of a free value is found from what follows it, see anchor.ts.

import type { LabelRow } from '@gatehouse/model';
import { isBlank, type Span, skipBlanks, trimEnd, wordEnd } from '../decode/scan.js';
import { anchorAfterFree } from './anchor.js';
import { nameOf } from './label-table.js';
import type { Sheet } from './sheet.js';
import {
  afterSeparator,
  holdsLabel,
  isDashAt,
  type LabelledRegion,
  localEnd,
  regionFrom,
  withoutLastDash,
} from './value-end.js';
import { readValue } from './values.js';

/** Reads the whole region; what no label explains is left unclaimed or becomes an attribute. */
export function readLabels(sheet: Sheet, region: LabelledRegion): void {
  const { rows } = region.table;
  const seen = new Array<boolean>(rows.length).fill(false);
  let at = region.from;
  while (at < region.to) {
    const index = region.table.at(sheet.text, at);
    const row = rows[index];
    const rest = regionFrom(region, at);
    if (row === undefined || seen[index] === true) {
      at = skipUnknown(sheet, rest, seen);
    } else if (row.twice === true && isRepeated(sheet.text, row.label, rest)) {
      at = readLabelled(sheet, { row: { label: row.label, kind: 'word' }, index }, rest);
    } else {
      seen[index] = true;
      at = readLabelled(sheet, { row, index }, rest);
    }
  }
  noteMissing(sheet, rows, seen);
}

function noteMissing(sheet: Sheet, rows: readonly LabelRow[], seen: readonly boolean[]): void {
  for (const [index, row] of rows.entries()) {
    const isFirstMissing = row.twice === true && !Object.hasOwn(sheet.attributes, nameOf(row.label));
    if (row.optional !== true && (seen[index] !== true || isFirstMissing)) sheet.defect('missing-label');
  }
}

function isRepeated(text: string, label: string, { from, to }: Span): boolean {
  const again = text.indexOf(`- ${label} `, from);
  return again >= 0 && again < to;
}

function readLabelled(sheet: Sheet, { row, index }: { row: LabelRow; index: number }, region: LabelledRegion): number {
  if (row.kind === 'flag') return readFlagged(sheet, row, region);
  const rule = region.table.rules(region.rule)[index] ?? region.rule;
  const value = regionFrom(region, valueFrom(sheet.text, region.from + row.label.length, region.to));
  const end = row.free === true ? freeEnd(sheet, index, value) : ownEnd(sheet, row, value);
  const inner = withoutQuotes(sheet, value.from, end.valueTo);
  const { unit = '' } = row;
  const unitAt = inner.to - unit.length;
  const to = unit !== '' && unitAt >= inner.from && sheet.text.startsWith(unit, unitAt) ? unitAt : inner.to;
  sheet.literal({ from: region.from, to: inner.from }, rule);
  readValue(sheet, row, { span: { from: inner.from, to }, rule });
  sheet.literal({ from: to, to: end.next }, rule);
  return end.next;
}

function readFlagged(sheet: Sheet, row: LabelRow, { from, to, rule }: LabelledRegion): number {
  const next = afterSeparator(sheet.text, from + row.label.length, to);
  sheet.literal({ from, to: next }, `${rule}/${row.label}`);
  readValue(sheet, row, { span: { from: next, to: next }, rule });
  return next;
}

/** One blank belongs to the label; more are skipped where a value follows, and are an empty value where a separator does. */
function valueFrom(text: string, afterLabel: number, to: number): number {
  const one = Math.min(isBlank(text.charCodeAt(afterLabel)) ? afterLabel + 1 : afterLabel, to);
  const value = skipBlanks(text, afterLabel, to);
  return value >= to || (isDashAt(text, value) && !isDashAt(text, value + 2)) ? one : value;
}

interface ValueEnd {
  /** End of the value, closing quote included. */
  readonly valueTo: number;
  /** Where the next label should be. */
  readonly next: number;
}

/** End of a value that ends by itself: at its closing quote, or where its kind does. */
function ownEnd(sheet: Sheet, row: LabelRow, region: LabelledRegion): ValueEnd {
  const { text } = sheet;
  const valueTo = localEnd(text, row, region);
  return { valueTo, next: afterSeparator(text, valueTo, region.to) };
}

/** End of a free value: where the labels behind it begin, or the end of the region. */
function freeEnd(sheet: Sheet, index: number, region: LabelledRegion): ValueEnd {
  const anchor = anchorAfterFree(sheet.text, index, region);
  const valueTo = anchor === null ? withoutLastDash(sheet.text, region.from, region.to) : anchor.valueTo;
  const end = {
    valueTo: Math.max(region.from, trimEnd(sheet.text, region.from, valueTo)),
    next: anchor?.label ?? region.to,
  };
  // A free value that holds ` - Label ` may imitate a field: the reading stands, and says so.
  if (holdsLabel(sheet.text, { from: region.from, to: end.valueTo }, region.table)) sheet.defect('repeated-label');
  return end;
}

function withoutQuotes(sheet: Sheet, from: number, to: number): Span {
  if (to <= from || sheet.text.charCodeAt(from) !== 34) return { from, to };
  if (to - from > 1 && sheet.text.charCodeAt(to - 1) === 34) return { from: from + 1, to: to - 1 };
  sheet.defect('unclosed-quote');
  return { from: from + 1, to };
}

/** Text where a label should be: `Word value` becomes an attribute, a separator is claimed, the rest stays unclaimed. */
function skipUnknown(sheet: Sheet, region: LabelledRegion, seen: readonly boolean[]): number {
  const { text } = sheet;
  const { from, to, table } = region;
  const start = afterSeparator(text, from, to);
  if (start > from) {
    sheet.literal({ from, to: start }, region.rule);
    return start;
  }
  const end = nextLabel(text, region, seen);
  const segmentTo = trimEnd(text, from, end.to);
  if (table.at(text, from) >= 0) sheet.defect('repeated-label');
  readUnknownSegment(sheet, { from, to: segmentTo, table, rule: region.rule });
  sheet.literal({ from: segmentTo, to: end.next }, region.rule);
  return end.next;
}

/** The next separator, or the next known label in front of it. */
function nextLabel(
  text: string,
  { from, to, table }: LabelledRegion,
  seen: readonly boolean[],
): { to: number; next: number } {
  const dash = text.indexOf(' - ', from);
  const limit = dash < 0 || dash > to ? to : dash;
  for (let blank = text.indexOf(' ', from); blank >= 0 && blank < limit; blank = text.indexOf(' ', blank + 1)) {
    const index = table.at(text, blank + 1);
    if (index >= 0 && seen[index] !== true) return { to: blank, next: blank + 1 };
  }
  const last = limit === to ? withoutLastDash(text, from, to) : limit;
  return { to: last, next: afterSeparator(text, last, to) };
}

function readUnknownSegment(sheet: Sheet, { from, to, rule }: LabelledRegion): void {
  const labelTo = wordEnd(sheet.text, from, to);
  const label = nameOf(sheet.text.slice(from, labelTo));
  const valueAt = skipBlanks(sheet.text, labelTo, to);
  if (valueAt >= to || !/^[A-Za-z][\w()[\]/.-]{0,63}$/.test(label)) {
    sheet.defect('unclaimed-text');
    return;
  }
  const unknown = `${rule}/unknown-label`;
  const quoted = sheet.text.charCodeAt(valueAt) === 34 && sheet.text.charCodeAt(to - 1) === 34 && to - valueAt > 1;
  const span = quoted ? { from: valueAt + 1, to: to - 1 } : { from: valueAt, to };
  // The label is not one that the grammar knows, so it is no literal.
  sheet.value({ from, to: span.from, rule: unknown, writing: 'verbatim' });
  sheet.attribute(label, span, { rule: unknown, writing: 'verbatim' });
  sheet.literal({ from: span.to, to }, unknown);
}
