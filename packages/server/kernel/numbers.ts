// Numbers, addresses and durations. Each scanner takes the position where its value begins, stores what it found in the registers
// of `hole` and returns the position behind it, or 0 when the value is not written canonically: then the reader decides about the
// line. They are stricter than the reader, never more lenient (ADR 0003).

import { lineEnd, pair } from './bytes';
import { FROM, NUMBER, TO } from './layout';
import { Piece } from './records';

const DOT: u32 = 0x2e;
const ZERO: u32 = 0x30;
const COLON: u32 = 0x3a;

/** Keeps a value and where it stands. */
export function keep(hole: i32, at: usize, to: usize): usize {
  const index = (<usize>hole) << 2;
  store<usize>(FROM + index, at);
  store<usize>(TO + index, to);
  return to;
}

export function keepNumber(hole: i32, value: f64): void {
  store<f64>(NUMBER + ((<usize>hole) << 3), value);
}

/** Decimal digits without leading zero, at most `limit` (below 2^53). */
export function uint(hole: i32, at: usize, piece: Piece): usize {
  let value: u64 = 0;
  let position = at;
  for (; position < lineEnd; position++) {
    const digit = <u32>load<u8>(position) - ZERO;
    if (digit > 9) break;
    value = value * 10 + digit;
  }
  const length = position - at;
  if (length === 0 || length > 15 || (length > 1 && load<u8>(at) === ZERO) || <f64>value > piece.limit) return 0;
  keepNumber(hole, <f64>value);
  return keep(hole, at, position);
}

/** Dotted quad in canonical form; the number has the first octet in its highest byte, as ClickHouse's IPv4 has. */
export function ipv4(hole: i32, at: usize): usize {
  let value: u32 = 0;
  let position = at;
  for (let dots = 0; ; dots++) {
    const start = position;
    let octet: u32 = 0;
    while (position < lineEnd && position - start < 4) {
      const digit = <u32>load<u8>(position) - ZERO;
      if (digit > 9) break;
      octet = octet * 10 + digit;
      position++;
    }
    const digits = position - start;
    if (digits === 0 || digits > 3 || octet > 255 || (digits > 1 && load<u8>(start) === ZERO)) return 0;
    value = (value << 8) | octet;
    if (dots === 3) break;
    if (position >= lineEnd || load<u8>(position) !== DOT) return 0;
    position++;
  }
  keepNumber(hole, <f64>value);
  return keep(hole, at, position);
}

/** hh:mm:ss; hours with two digits, or more without leading zero. */
export function duration(hole: i32, at: usize): usize {
  let hours: u64 = 0;
  let position = at;
  for (; position < lineEnd; position++) {
    const digit = <u32>load<u8>(position) - ZERO;
    if (digit > 9) break;
    hours = hours * 10 + digit;
  }
  const digits = position - at;
  if (digits < 2 || digits > 7 || (digits > 2 && load<u8>(at) === ZERO) || position + 6 > lineEnd) return 0;
  const minutes = pair(position, COLON);
  const seconds = pair(position + 3, COLON);
  if (minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return 0;
  keepNumber(hole, <f64>(hours * 3600 + minutes * 60 + seconds));
  return position + 6;
}
