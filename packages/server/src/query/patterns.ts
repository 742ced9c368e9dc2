// The forms of the lines that match: how many there are of each, and a query that finds them. The raw template is the form of most lines
// already (template/marks.ts); of a line that is stored whole, it is the line without what has digits or stands in quotes.
//
//   ␁…␂ … AAA LOGIN_FAILED ␁n:sessionId␂ 0 :  User ␁x:userName␂ - Client_ip ␁a:clientIpv4␂ …
//   LOGIN_FAILED   User {userName} - Client_ip {clientIpv4} …     eventName: LOGIN_FAILED and rawEvent: *User * - Client_ip *

import type { EventPattern, PatternPiece } from '@gatehouse/model';
import { print, type Statement } from '@gatehouse/qql';
import { parseTemplate } from '../template/marks.js';
import type { EventReader, EventSelect } from './event-reader.js';

export interface PatternRequest {
  readonly where: Statement;
  /** Patterns, the most frequent first. */
  readonly limit: number;
}

export interface Patterns {
  readonly patterns: readonly EventPattern[];
  /** Events that were looked at: all that match. */
  readonly events: number;
  readonly isWhole: boolean;
}

/** Forms that are read from the store; a site has some hundred. */
const MOST_FORMS = 2000;
/** Of a line that is stored whole so much makes its form, and so much is looked at. */
const MOST_MASKED = 300;
const MOST_READ = 2000;
/** RE2, as constants of SQL: what is a value by its looks, and what stands behind a label of an event that is known. */
const VALUE = String.raw`"[^"]*"|[^\\s"=,()\\[\\]]*[0-9][^\\s"=,()\\[\\]]*`;
const LABELLED = '( - |:  )([A-Za-z_]+)[: ]+[^-]*[^- ]';

export async function readPatterns(reader: EventReader, { where, limit }: PatternRequest): Promise<Patterns> {
  if (where.sql === '0') return { patterns: [], events: 0, isWhole: true };
  const rows = await reader.select(formSelect(where));
  const patterns = patternsOf(
    rows.map(({ name, form, mask, size }) => ({
      eventName: String(name),
      pieces: form === '' ? maskedPieces(String(mask), String(name)) : templatePieces(String(form), String(name)),
      count: Number(size),
    })),
  );
  return {
    patterns: patterns.slice(0, limit),
    events: Number(rows[0]?.['events'] ?? 0),
    isWhole: patterns.length <= limit && rows.length < MOST_FORMS,
  };
}

function formSelect(where: Statement): EventSelect {
  const line = `toValidUTF8(substring(rawRest, 1, ${MOST_READ}))`;
  const labels = `replaceRegexpAll(${line}, '${LABELLED}', '\\\\1\\\\2\\0')`;
  const body = `if(name = '', ${line}, ${labels})`;
  return {
    columns:
      `toString(eventName) AS name, toString(rawTemplate) AS form, ` +
      `if(form = '', substringUTF8(replaceRegexpAll(${body}, '${VALUE}', '\\0'), 1, ${MOST_MASKED}), '') AS mask, ` +
      'count() AS size, sum(size) OVER () AS events',
    where: where.sql,
    tail: `GROUP BY name, form, mask ORDER BY size DESC, form, mask LIMIT ${MOST_FORMS}`,
    parameters: where.parameters,
  };
}

interface Form {
  /** Empty: nobody knows. */
  readonly eventName: string;
  readonly pieces: readonly PatternPiece[];
  readonly count: number;
}

/** Forms that differ in their header alone are one pattern. */
export function patternsOf(forms: readonly Form[]): readonly EventPattern[] {
  const merged = new Map<string, Form>();
  for (const form of forms) {
    const key = JSON.stringify([form.eventName, form.pieces]);
    merged.set(key, { ...form, count: (merged.get(key)?.count ?? 0) + form.count });
  }
  const all = [...merged.values()].toSorted((a, b) => b.count - a.count);
  return all.map((form) => {
    const isAlone = all.every((other) => other === form || other.eventName !== form.eventName);
    const { eventName, pieces, count } = form;
    return { eventName: eventName === '' ? null : eventName, pieces, count, query: queryFor(form, isAlone) };
  });
}

const SEPARATOR = /:\s+/;

/** What follows the header, where the event's name stands in it. */
function withoutHeader(pieces: readonly PatternPiece[], eventName: string): readonly PatternPiece[] {
  const named = pieces.findIndex((piece) =>
    'text' in piece ? eventName !== '' && piece.text.includes(eventName) : piece.token === 'eventName',
  );
  const at = pieces.findIndex((piece, index) => index > named && 'text' in piece && SEPARATOR.test(piece.text));
  const first = pieces[at];
  if (named < 0 || first === undefined || !('text' in first)) return pieces;
  const text = first.text.slice(first.text.search(SEPARATOR)).replace(SEPARATOR, '');
  return [...(text === '' ? [] : [{ text }]), ...pieces.slice(at + 1)];
}

export function templatePieces(template: string, eventName: string): readonly PatternPiece[] {
  const pieces = parseTemplate(template).map((piece): PatternPiece => {
    if ('literal' in piece) return { text: Buffer.from(piece.literal, 'latin1').toString('utf8') };
    return 'token' in piece.hole ? { token: piece.hole.token } : { token: null };
  });
  return withoutHeader(pieces, eventName);
}

function maskedPieces(mask: string, eventName: string): readonly PatternPiece[] {
  const pieces = mask
    .split(/(?:\0\s*)+/)
    .flatMap((text, at): readonly PatternPiece[] => [
      ...(at === 0 ? [] : [{ token: null }]),
      ...(text === '' ? [] : [{ text }]),
    ]);
  return withoutHeader(pieces, eventName);
}

/** An event's only form needs no more than its name, which is quicker to find. */
function queryFor({ eventName, pieces }: Form, isAlone: boolean): string {
  const name = eventName === '' ? 'eventName is null' : `eventName: ${eventName}`;
  const text = wildcardOf(pieces);
  return (isAlone && eventName !== '') || text === '*' ? name : `${name} and ${rawEventClause(text)}`;
}

const MOST_WILDCARD = 400;

/** What could mean something else in a query matches any character. */
function wildcardOf(pieces: readonly PatternPiece[]): string {
  const text = pieces
    .map((piece) =>
      'text' in piece ? piece.text.replace(/\s{2,}|[^ -~]+/g, '*').replace(/["'`()[\],:<>=!\\]/g, '?') : '*',
    )
    .join('');
  return `*${text.slice(0, MOST_WILDCARD)}*`.replace(/\*\s*(?:\*\s*)*\*/g, '*');
}

function rawEventClause(text: string): string {
  const span = { from: 0, to: 0 };
  const wild = [...text].flatMap((character, at) => ('*?'.includes(character) ? [at] : []));
  const value = { kind: 'bare', text, wild, ...span } as const;
  return print({ kind: 'clause', name: { text: 'rawEvent', ...span }, operator: ':', value, ...span });
}
