// Where does a value end that may hold anything? At the place from which the labels that must follow can be read one after
// the other, up to the next free value or the end. Text inside the value that imitates a label does not continue like that.
//
//   User x - Client_ip 192.0.2.1 - Client_ip 192.0.2.9 - Failure_reason "denied" - Browser curl/8
//        └ value ───────────────┘└ from here Client_ip, Failure_reason and Browser follow each other
//
// Where several places remain: the one that reaches the next free label first (or last, when the pack says that the last
// one is the appliance's own), then the one that leaves no label out, then the last one of the same label.

import type { LabelRow } from '@gatehouse/model';
import { isBlank, skipBlanks, type Span, trimEnd } from '../decode/scan.js';
import { afterSeparator, EN_DASH, isLabelAt, type LabelledRegion, labelAt, localEnd } from './labels.js';

export interface Anchor {
  /** End of the free value. */
  readonly valueTo: number;
  /** Where the label behind it begins. */
  readonly label: number;
}

interface Walk {
  /** Where the next free label begins, or the end of the region. */
  readonly goal: number;
  /** Labels left out, and stretches of text that no label explains. */
  readonly cost: number;
}

/** Stretches of unknown text that a walk passes over before it gives up. */
const MOST_GAPS = 3;

export function anchorAfterFree(text: string, row: LabelRow, region: LabelledRegion): Anchor | null {
  const following = region.rows.slice(region.rows.indexOf(row) + 1).filter((other) => !isSpellingOf(row, other));
  const goalAt = following.findIndex(({ free }) => free === true);
  const run = goalAt < 0 ? following : following.slice(0, goalAt + 1);
  const goal = goalAt < 0 ? null : (following[goalAt] ?? null);
  const isQuoted = text.charCodeAt(region.from) === 34;
  let best: (Walk & { anchor: Anchor; index: number }) | null = null;
  let leftOut = 0;
  for (const [index, candidate] of run.entries()) {
    if (best !== null && best.cost < leftOut) break;
    for (let at = text.indexOf(candidate.label, region.from); at >= 0 && at < region.to; at = text.indexOf(candidate.label, at + 1)) {
      const valueTo = isLabelAt(text, at, candidate.label) ? endBefore(text, region.from, { at, isQuoted, isOpen: candidate.afterBlank === true }) : -1;
      if (valueTo < 0) continue;
      const walk = walkFrom(text, at, { run: run.slice(index), goal, region });
      const cost = walk.cost + leftOut;
      const found = { goal: walk.goal, cost, anchor: { valueTo, label: at }, index };
      if (best === null || isBetter(found, best, goal)) best = found;
    }
    if (candidate.optional !== true) leftOut++;
  }
  return best?.anchor ?? null;
}

/** Two rows for one token are two spellings of one label. */
function isSpellingOf(row: LabelRow, other: LabelRow): boolean {
  return 'token' in row && 'token' in other && row.token !== undefined && row.token === other.token;
}

type Candidate = Walk & { readonly index: number };

function isBetter(walk: Candidate, best: Candidate, goal: LabelRow | null): boolean {
  if (walk.cost !== best.cost) return walk.cost < best.cost;
  if (walk.goal === best.goal) return walk.index === best.index;
  return goal?.pick === 'last' ? walk.goal > best.goal : walk.goal < best.goal;
}

/** End of the value in front of a label at `at`: before ` - `, `- `, or behind a closing quote; -1 when none of them is there. */
function endBefore(text: string, from: number, { at, isQuoted, isOpen }: { at: number; isQuoted: boolean; isOpen: boolean }): number {
  const blanks = trimEnd(text, from, at);
  if (blanks > from && text.charCodeAt(blanks - 1) === 45) {
    const dash = blanks - 1;
    return dash > from && isBlank(text.charCodeAt(dash - 1)) ? dash - 1 : dash;
  }
  if (blanks === from) return from;
  if (text.endsWith(EN_DASH, blanks)) return blanks - EN_DASH.length;
  return isOpen || (isQuoted && blanks - 1 > from && text.charCodeAt(blanks - 1) === 34) ? blanks : -1;
}

/** Follows the labels of `run` from `from` on. */
function walkFrom(text: string, from: number, { run, goal, region }: { run: readonly LabelRow[]; goal: LabelRow | null; region: LabelledRegion }): Walk {
  let at = from;
  let next = 0;
  let gaps = 0;
  let skipped = 0;
  while (at < region.to && gaps <= MOST_GAPS) {
    const row = labelAt(text, at, run.slice(next));
    if (row === null) {
      gaps++;
      at = nextSegment(text, at, region);
      continue;
    }
    const index = run.indexOf(row, next);
    for (const passed of run.slice(next, index)) if (passed.optional !== true) skipped++;
    if (row === goal) return { goal: at, cost: skipped + gaps };
    next = index + 1;
    at = afterValue(text, row, { ...region, from: at + row.label.length });
  }
  for (const missing of run.slice(next)) if (missing.optional !== true) skipped++;
  return { goal: region.to, cost: skipped + gaps };
}

function afterValue(text: string, row: LabelRow, region: LabelledRegion): number {
  const value = skipBlanks(text, region.from, region.to);
  return afterSeparator(text, localEnd(text, row, { ...region, from: value }), region.to);
}

function nextSegment(text: string, at: number, { to }: Span): number {
  const dash = text.indexOf(' - ', at);
  return dash < 0 || dash >= to ? to : skipBlanks(text, dash + 3, to);
}
