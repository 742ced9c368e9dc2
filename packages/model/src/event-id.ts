// eventId is the position of an event in the journal, written as a UUID of version 8 (RFC 9562 section 5.8), so that
// a replay gives the same id and ids sort like positions:
//
//   bbbbbbbb-bbbb-8bbb-8b00-0000rrrrrrrr      b = block (16 hexadecimal digits), r = row in the block (8 digits)
//                 ^    ^ version 8 and variant 10xx are fixed by the RFC

import type { AliasColumn } from './field.js';

export interface Position {
  readonly block: bigint;
  readonly row: number;
}

const LAYOUT = /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-8([0-9a-f])00-0000([0-9a-f]{8})$/i;

export const EVENT_ID = {
  kind: 'alias',
  type: 'String',
  expression:
    "printf('%08llx-%04llx-8%03llx-8%01llx00-0000%08x', bitShiftRight(block, 32), bitAnd(bitShiftRight(block, 16), 65535), " +
    'bitAnd(bitShiftRight(block, 4), 4095), bitAnd(block, 15), row)',
} as const satisfies AliasColumn;

export function eventIdOf({ block, row }: Position): string {
  const b = block.toString(16).padStart(16, '0');
  const r = row.toString(16).padStart(8, '0');
  return `${b.slice(0, 8)}-${b.slice(8, 12)}-8${b.slice(12, 15)}-8${b.slice(15)}00-0000${r}`;
}

/** The position an id stands for, so that a look-up by id can use the columns; null when it is no id of ours. */
export function positionOf(eventId: string): Position | null {
  const parts = LAYOUT.exec(eventId);
  if (parts === null) return null;
  return { block: BigInt(`0x${parts.slice(1, 5).join('')}`), row: Number(`0x${parts[5]}`) };
}
