// The middle of the header: who speaks and what about.
//
//   0-PPE-1 : default SSLVPN LOGIN 104413247 0 : body        engine, then names
//   PPE-4 : UI CMD_EXECUTED 10367926 : body                  no node, no partition, one number
//   1-ABC-2 :  ABC-D :                                       anonymised engines
//   0-PPE-1 : default APPFW APPFW_cross-site scripting 60 0 : body      an event name with a blank
//
// Partition and module are told apart by the number of words, never by what they say: a partition may have any name.

import { digitsEnd, isDigit, type Span, skipBlanks, smallNumber, wordEnd } from './scan.js';

export interface Engine {
  readonly node: Span | null;
  readonly engine: Span;
  readonly ppe: Span;
  readonly to: number;
}

/** `[N-]PPE-M`, a whole word. */
export function readEngine(text: string, from: number): Engine | null {
  const nodeTo = digitsEnd(text, from);
  const node = nodeTo > from && text.charCodeAt(nodeTo) === 45 ? { from, to: nodeTo } : null;
  const at = node === null ? from : nodeTo + 1;
  if (!text.startsWith('PPE-', at)) return null;
  const to = digitsEnd(text, at + 4);
  if (to === at + 4 || to < wordEnd(text, to)) return null;
  return { node, engine: { from: at, to: at + 3 }, ppe: { from: at + 4, to }, to };
}

const ANONYMOUS = /^(\d{1,5}-)?([A-Z]{3})-([A-Z\d])(?!\S)/;

/** The same with other letters, as some published logs have it. */
export function readAnonymousEngine(text: string, from: number): Engine | null {
  const match = ANONYMOUS.exec(text.slice(from, from + 12));
  if (match === null) return null;
  const at = from + (match[1]?.length ?? 0);
  const node = match[1] === undefined ? null : { from, to: at - 1 };
  return { node, engine: { from: at, to: at + 3 }, ppe: { from: at + 4, to: at + 5 }, to: at + 5 };
}

export interface Names {
  readonly words: readonly Span[];
  /** Message number, then the number nobody explains. */
  readonly numbers: readonly Span[];
  /** After the colon. */
  readonly to: number;
}

const MOST_WORDS = 8;

/** Words, then at most two numbers, then a colon; null when the text has another shape. */
export function readNames(text: string, { from, to }: Span): Names | null {
  const words: Span[] = [];
  const numbers: Span[] = [];
  let at = from;
  for (let count = 0; count < MOST_WORDS; count++) {
    at = skipBlanks(text, at, to);
    if (text.charCodeAt(at) === 58) return words.length === 0 ? null : { words, numbers, to: at + 1 };
    const end = wordEnd(text, at, to);
    if (end === at) return null;
    if (isNumber(text, at, end)) numbers.push({ from: at, to: end });
    else if (numbers.length > 0) return null;
    else words.push({ from: at, to: end });
    if (numbers.length > 2) return null;
    at = end;
  }
  return null;
}

function isNumber(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return to > from;
}

export interface NamedParts {
  readonly partition: Span | null;
  readonly category: Span | null;
  readonly event: Span;
}

/** `hasCategory`: the module is among the words; otherwise it stands elsewhere or is lost. */
export function partsOf(text: string, words: readonly Span[], hasCategory: boolean): NamedParts | null {
  const last = words.at(-1);
  if (last === undefined) return null;
  const appfw = words.findIndex(({ from, to }) => text.startsWith('APPFW', from) && (to === from + 5 || !hasCategory));
  const eventAt =
    appfw >= 0 && appfw < 2 && appfw < words.length - (hasCategory ? 1 : 0)
      ? appfw + (hasCategory ? 1 : 0)
      : words.length - 1;
  const before = words.slice(0, eventAt);
  if (before.length > (hasCategory ? 2 : 1)) return null;
  const first = words[eventAt] ?? last;
  const category = hasCategory ? (before.at(-1) ?? null) : null;
  const partition = before.length === (hasCategory ? 2 : 1) ? (before[0] ?? null) : null;
  return { partition, category, event: { from: first.from, to: last.to } };
}

/** Modules are upper case and digits. */
export function isModule(text: string, { from, to }: Span): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!((code >= 65 && code <= 90) || (at > from && isDigit(code)))) return false;
  }
  return to > from + 1;
}

/** `[n]` of a process id, or -1. */
export function bracketedNumberEnd(text: string, from: number): number {
  if (text.charCodeAt(from) !== 91) return -1;
  const to = digitsEnd(text, from + 1);
  return text.charCodeAt(to) === 93 && smallNumber(text, from + 1, to) >= 0 ? to + 1 : -1;
}
