// Texts; numbers.ts says what scanners have in common.
//
// - text is printable ASCII, has no outer blank, is not empty, `N/A` or `***`;
// - text never holds ` - `, ` : ` or a quote before its end, so that nothing typed by a user can pass for a label.

import { hash, lineEnd, literalAt } from './bytes';
import { HASH } from './layout';
import { keep } from './numbers';
import { Piece } from './records';

const BLANK: u32 = 0x20;
const QUOTE: u32 = 0x22;
const HASH_SIGN: u32 = 0x23;
const STAR: u32 = 0x2a;
const COMMA: u32 = 0x2c;
const HYPHEN: u32 = 0x2d;
const DOT: u32 = 0x2e;
const SLASH: u32 = 0x2f;
const COLON: u32 = 0x3a;
const EQUALS: u32 = 0x3d;
const BRACKET: u32 = 0x5b;
const BACKSLASH: u32 = 0x5c;
const UNDERSCORE: u32 = 0x5f;
const DELETE: u32 = 0x7f;

/** Text up to the first occurrence of the literal (up to the end of the line when it is empty). */
export function text(hole: i32, at: usize, piece: Piece): usize {
  const to = textEnd(at, piece.literal, piece.literalLength);
  return to === 0 ? 0 : endText(hole, at, to);
}

/** Looks at sixteen bytes at a time, and one by one only at those that may end a text or do not belong into it. */
function textEnd(at: usize, stop: usize, length: i32): usize {
  const end = lineEnd;
  const first = length === 0 ? QUOTE : <u32>load<u8>(stop);
  const firsts = i8x16.splat(<i8>first);
  for (let position = at; position < end; position += 16) {
    let hits = notable(v128.load(position), firsts);
    for (; hits !== 0; hits &= hits - 1) {
      const hit = position + ctz(hits);
      if (hit >= end) return end;
      const byte = <u32>load<u8>(hit);
      if (byte === first && length !== 0 && literalAt(stop, length, hit) !== 0) return hit;
      if (byte === BLANK ? separates(hit) : byte < BLANK || byte === QUOTE || byte >= DELETE) return 0;
    }
  }
  return end;
}

/** A bit per byte that is the first of the stop, a quote, a blank or no printable ASCII; bytes above 0x7f are negative here. */
function notable(bytes: v128, firsts: v128): i32 {
  const outside = v128.or(i8x16.lt_s(bytes, i8x16.splat(0x21)), i8x16.eq(bytes, i8x16.splat(0x7f)));
  const special = v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, firsts));
  return i8x16.bitmask(v128.or(outside, special));
}

/** ` - ` or ` : ` at `position`. */
function separates(position: usize): bool {
  if (position + 2 >= lineEnd) return false;
  const middle = <u32>load<u8>(position, 1);
  return (middle === HYPHEN || middle === COLON) && load<u8>(position, 2) === BLANK;
}

/**
 * Text up to the LAST occurrence of the one-byte `literal` before `after` begins: the user of `user@address` may hold `@` itself,
 * that of `user:domain` a colon.
 */
export function textToLast(hole: i32, at: usize, piece: Piece): usize {
  const limit = textEnd(at, piece.after, piece.afterLength);
  if (limit === 0 || endText(hole, at, limit) === 0) return 0;
  const stop = load<u8>(piece.literal);
  let position = limit - 1;
  while (position > at && load<u8>(position) !== stop) position--;
  return position <= at ? 0 : endText(hole, at, position);
}

/** A name in the header up to the literal: letters, digits, `.`, `_`, `-`, with a letter or a dot, not the word GMT. */
export function name(hole: i32, at: usize, piece: Piece): usize {
  let position = at;
  let isName = false;
  for (; position < lineEnd; position++) {
    const byte = <u32>load<u8>(position);
    if ((byte | 0x20) - 0x61 < 26 || byte === DOT) isName = true;
    else if (byte - 0x30 > 9 && byte !== UNDERSCORE && byte !== HYPHEN) break;
  }
  const isGmt = position - at === 3 && load<u16>(at) === 0x4d47 && load<u8>(at, 2) === 0x54;
  if (!isName || isGmt || literalAt(piece.literal, piece.literalLength, position) === 0) return 0;
  return keep(hole, at, position);
}

/** A word without blanks that is kept as it is. */
export function word(hole: i32, at: usize, piece: Piece): usize {
  const to = text(hole, at, piece);
  for (let cursor = at; cursor < to; cursor++) if (load<u8>(cursor) === BLANK) return 0;
  return to;
}

/** Comma-separated list whose elements are not empty, have no outer blanks and are no distinguished names. */
export function list(hole: i32, at: usize, piece: Piece): usize {
  const to = text(hole, at, piece);
  if (to === 0 || load<u8>(at) === COMMA || load<u8>(to - 1) === COMMA) return 0;
  for (let cursor = at; cursor < to; cursor++) {
    const byte = <u32>load<u8>(cursor);
    if (byte === EQUALS) return 0;
    if (byte !== COMMA) continue;
    const next = <u32>load<u8>(cursor, 1);
    if (next === COMMA || next === BLANK || load<u8>(cursor - 1) === BLANK) return 0;
  }
  return to;
}

/** First part of a two-part token: a word without slash. */
export function head(hole: i32, at: usize, piece: Piece): usize {
  const to = text(hole, at, piece);
  for (let cursor = at; cursor < to; cursor++) {
    const byte = <u32>load<u8>(cursor);
    if (byte === SLASH || byte === BLANK || byte === BRACKET) return 0;
  }
  return to;
}

export function keepHash(hole: i32, at: usize, to: usize): void {
  store<u32>(HASH + ((<usize>hole) << 2), hash(at, to));
}

function endText(hole: i32, at: usize, to: usize): usize {
  if (to === at || isOuter(load<u8>(at)) || isOuter(load<u8>(to - 1))) return 0;
  if (to === lineEnd && endsSpeltOut(to)) return 0;
  // "N/A" is the appliance's word for nothing.
  if (to - at === 3 && load<u16>(at) === 0x2f4e && load<u8>(at, 2) === 0x41) return 0;
  return keep(hole, at, to);
}

/** Bytes that may begin or end a separator, a hidden name or an escape: a text that begins or ends with one is doubtful. */
function isOuter(byte: u32): bool {
  return byte === BLANK || byte === STAR || byte === HYPHEN || byte === COLON || byte === BACKSLASH;
}

/** A line end that a relay has spelt out (`#012`, `\\0x0a`, `\\n`) is no part of a value; see decode/unwrap.ts. */
function endsSpeltOut(to: usize): bool {
  return load<u8>(to - 4) === HASH_SIGN || load<u8>(to - 2) === BACKSLASH || load<u8>(to - 5) === BACKSLASH;
}
