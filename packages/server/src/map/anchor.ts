// Where does a value end that may hold anything? At the place from which the labels that must follow can be read one after
// the other, up to the next free value or the end. Text inside the value that imitates a label does not continue like that.
//
//   User x - Client_ip 192.0.2.1 - Client_ip 192.0.2.9 - Failure_reason "denied" - Browser curl/8
//        └ value ───────────────┘└ from here Client_ip, Failure_reason and Browser follow each other
//
// Where several places remain: the one that reaches the next free label first (or last, when the pack says that the last
// one is the appliance's own), then the one that leaves no label out, then the last one of the same label.

import { isBlank, type Span, skipBlanks, trimEnd } from '../decode/scan.js';
import { isLabelAt, type LabelTable } from './label-table.js';
import { afterSeparator, EN_DASH, type LabelledRegion, localEnd, regionFrom } from './value-end.js';

export interface Anchor {
  /** End of the free value. */
  readonly valueTo: number;
  /** Where the label behind it begins. */
  readonly label: number;
}

interface Candidate extends Anchor {
  /** Row of the label. */
  readonly index: number;
  /** Where the next free label begins, or the end of the region. */
  readonly goal: number;
  /** Labels left out, and stretches of text that no label explains. */
  readonly cost: number;
}

/** Stretches of unknown text that a walk passes over before it gives up. */
const MOST_GAPS = 3;

/** `index`: row of the free value, which begins at `region.from`. Null when nothing that may follow is there. */
export function anchorAfterFree(text: string, index: number, region: LabelledRegion): Anchor | null {
  const { run } = region.table.followers(index);
  let best: Candidate | null = null;
  let leftOut = 0;
  for (const candidate of run) {
    if (best !== null && best.cost < leftOut) break;
    for (const found of candidatesOf(text, { free: index, index: candidate, leftOut }, region)) {
      if (
        best === null ||
        isBetter(found, best, region.table.rows[region.table.followers(index).goal]?.pick === 'last')
      )
        best = found;
    }
    if (region.table.rows[candidate]?.optional !== true) leftOut++;
  }
  return best;
}

function candidatesOf(
  text: string,
  { free, index, leftOut }: { free: number; index: number; leftOut: number },
  region: LabelledRegion,
): Candidate[] {
  const row = region.table.rows[index];
  const found: Candidate[] = [];
  if (row === undefined) return found;
  const before = { isQuoted: text.charCodeAt(region.from) === 34, isOpen: row.afterBlank === true };
  for (const at of occurrences(text, row.label, region)) {
    const valueTo = endBefore(text, region.from, { at, ...before });
    if (valueTo < 0) continue;
    const { goal, cost } = walkFrom(text, at, { free, index, region });
    found.push({ valueTo, label: at, index, goal, cost: cost + leftOut });
  }
  return found;
}

/** A line of a million repetitions of one label must not take hours: its ends are looked at. */
const MOST_OCCURRENCES = 200;

function occurrences(text: string, label: string, { from, to }: Span): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(label, from); at >= 0 && at < to; at = text.indexOf(label, at + 1)) {
    if (isLabelAt(text, at, label)) found.push(at);
  }
  if (found.length <= MOST_OCCURRENCES) return found;
  return [...found.slice(0, MOST_OCCURRENCES / 2), ...found.slice(-MOST_OCCURRENCES / 2)];
}

function isBetter(found: Candidate, best: Candidate, picksLast: boolean): boolean {
  if (found.cost !== best.cost) return found.cost < best.cost;
  if (found.goal === best.goal) return found.index === best.index;
  return picksLast ? found.goal > best.goal : found.goal < best.goal;
}

/** End of the value in front of a label at `at`: before ` - `, `- `, or behind a closing quote; -1 when none is there. */
function endBefore(
  text: string,
  from: number,
  { at, isQuoted, isOpen }: { at: number; isQuoted: boolean; isOpen: boolean },
): number {
  const blanks = trimEnd(text, from, at);
  if (blanks > from && text.charCodeAt(blanks - 1) === 45) {
    const dash = blanks - 1;
    return dash > from && isBlank(text.charCodeAt(dash - 1)) ? dash - 1 : dash;
  }
  if (blanks === from) return from;
  if (text.endsWith(EN_DASH, blanks)) return blanks - EN_DASH.length;
  return isOpen || (isQuoted && blanks - 1 > from && text.charCodeAt(blanks - 1) === 34) ? blanks : -1;
}

/** Follows the labels from the one at `from`, which is row `index`, up to the goal of the free row. */
function walkFrom(
  text: string,
  from: number,
  { free, index, region }: { free: number; index: number; region: LabelledRegion },
): { goal: number; cost: number } {
  const { table } = region;
  const { run, goal } = table.followers(free);
  let at = from;
  let next = run.indexOf(index);
  let gaps = 0;
  let skipped = 0;
  while (at < region.to && gaps <= MOST_GAPS) {
    const step = run.indexOf(table.at(text, at), next);
    if (step < 0) {
      gaps++;
      at = nextSegment(text, at, region);
      continue;
    }
    skipped += requiredBetween(table, run, { from: next, to: step });
    if (run[step] === goal) return { goal: at, cost: skipped + gaps };
    next = step + 1;
    at = afterValue(text, at, { region, index: run[step] ?? 0 });
  }
  return { goal: region.to, cost: skipped + gaps + requiredBetween(table, run, { from: next, to: run.length }) };
}

function requiredBetween({ rows }: LabelTable, run: readonly number[], { from, to }: Span): number {
  let required = 0;
  for (let at = from; at < to; at++) if (rows[run[at] ?? 0]?.optional !== true) required++;
  return required;
}

function afterValue(text: string, at: number, { region, index }: { region: LabelledRegion; index: number }): number {
  const row = region.table.rows[index];
  if (row === undefined) return region.to;
  const value = skipBlanks(text, at + row.label.length, region.to);
  return afterSeparator(text, localEnd(text, row, regionFrom(region, value)), region.to);
}

function nextSegment(text: string, at: number, { to }: Span): number {
  const dash = text.indexOf(' - ', at);
  return dash < 0 || dash >= to ? to : skipBlanks(text, dash + 3, to);
}
