// Which hole of a template goes to which column.

import type { Token } from '@gatehouse/model';
import type { Batch } from '../encode/batch.js';
import { DictionaryColumn, Number64Column, NumberColumn, TextColumn } from '../encode/columns.js';
import { type HoleKind, KEY_TOKENS, type Outline } from './learn.js';
import type { Write, Writes } from './template.js';

type Growing = { -readonly [K in keyof Writes]: Writes[K][number][] };

/** Null when a token cannot be written from its hole. */
export function compileWrites(sketch: Outline, batch: Batch): Writes | null {
  const writes: Growing = {
    texts: [],
    copies: [],
    addresses: [],
    lists: [],
    plain: [],
    twoPart: [],
    bytes: [],
    shorts: [],
    words: [],
    wide: [],
    instants: [],
  };
  for (const [hole, { claim, kind }] of sketch.holes.entries()) {
    for (const token of claim.tokens)
      if (!KEY_TOKENS.has(token) && !addWrite(writes, { kind, hole, token }, batch)) return null;
  }
  return writes;
}

function addWrite(writes: Growing, wanted: { kind: HoleKind; hole: number; token: Token }, batch: Batch): boolean {
  const { kind, hole, token } = wanted;
  const column = batch.column(token);
  if (kind === 'tail') return true; // written together with its head
  if (column instanceof TextColumn) {
    if (kind === 'head') writes.twoPart.push(column);
    else if (kind === 'text') writes.plain.push({ column, hole });
    return kind === 'head' || kind === 'text';
  }
  if (column instanceof DictionaryColumn) return addDictionary(writes, { column, hole }, kind);
  if (column instanceof Number64Column) {
    if (kind === 'date') writes.instants.push({ column, hole });
    else if (kind === 'number') writes.wide.push({ column, hole });
    return kind === 'date' || kind === 'number';
  }
  if (!(column instanceof NumberColumn) || (kind !== 'number' && kind !== 'address' && kind !== 'duration'))
    return false;
  const byWidth = { 1: writes.bytes, 2: writes.shorts, 4: writes.words } as const;
  byWidth[column.width].push({ column, hole });
  return true;
}

function addDictionary(writes: Growing, write: Write<DictionaryColumn>, kind: HoleKind): boolean {
  const lists = { text: writes.texts, address: writes.addresses, list: writes.lists } as const;
  if (kind !== 'text' && kind !== 'address' && kind !== 'list') return false;
  const first = writes.texts.find(({ hole }) => hole === write.hole);
  if (kind === 'text' && first !== undefined) writes.copies.push({ first: first.column, column: write.column });
  else lists[kind].push(write);
  return true;
}
