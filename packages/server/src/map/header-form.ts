// Name of the header's form, V1 to V25 as listed in the pack's README. For people: `explain` shows it.

import type { Header } from '../decode/header.js';
import type { DateOrder } from './reading.js';

/** Kinds of header that are a form by themselves. */
const OF_KIND: Readonly<Partial<Record<Header['kind'], string>>> = {
  cef: 'V23',
  short: 'V20',
  bracketed: 'V22',
  rfc5424: 'V19',
  none: 'V24',
};

export function headerForm(text: string, header: Header, order: DateOrder | null): string {
  return OF_KIND[header.kind] ?? relayForm(header) ?? dateForm(text, header, order);
}

/** Told apart by what stands in front of the date. */
function relayForm({ isSvm, stamp, hasFileName, hasPriorityWord, date, engine }: Header): string | null {
  if (isSvm) return 'V21';
  if (date !== null && engine === null) return 'V10';
  if (hasFileName) return 'V13';
  if (stamp?.kind === 'kiwi') return 'V17';
  if (hasPriorityWord) return 'V12';
  if (stamp === null) return null;
  if (stamp.kind === 'rfc3339') return 'V15';
  return stamp.offsetMinutes === 0 ? 'V16' : 'V14';
}

/** Told apart by the date, the zone word and the host. */
function dateForm(text: string, { date, isGmt, host, node, partition }: Header, order: DateOrder | null): string {
  if (date === null) return 'V18';
  if (node === null) return 'V9';
  if (text.slice(date.from, date.to).includes(' ')) return 'V11';
  if (date.yearFirst) return text.startsWith('  ', date.to) ? 'V6' : 'V5';
  if (partition === null) return 'V8';
  if (order === 'dmy') return 'V7';
  if (isGmt) return host === null ? 'V4' : 'V1';
  return host === null ? 'V3' : 'V2';
}
