// Comparing and hashing bytes. The line under comparison ends at `lineEnd`.

export let lineEnd: usize = 0;

export function open(end: usize): void {
  lineEnd = end;
}

/** `literal` at `at`: the position behind it, or 0. */
export function literalAt(literal: usize, length: i32, at: usize): usize {
  const end = at + length;
  if (end > lineEnd) return 0;
  return same(literal, at, length) ? end : 0;
}

export function same(one: usize, other: usize, length: i32): bool {
  let index: usize = 0;
  const end = <usize>length;
  for (; index + 8 <= end; index += 8) if (load<u64>(one + index) !== load<u64>(other + index)) return false;
  for (; index < end; index++) if (load<u8>(one + index) !== load<u8>(other + index)) return false;
  return true;
}

/** Two digits behind the byte `lead` at `at`, or -1. */
export function pair(at: usize, lead: u32): i32 {
  const tens = <u32>load<u8>(at, 1) - 0x30;
  const ones = <u32>load<u8>(at, 2) - 0x30;
  return load<u8>(at) === lead && tens <= 9 && ones <= 9 ? <i32>(tens * 10 + ones) : -1;
}

/** The same as `hashBytes` of encode/dictionary.ts, which says what it is. */
export function hash(from: usize, to: usize): u32 {
  let hash: u32 = <u32>(to - from);
  let at = from;
  for (; at + 4 <= to; at += 4) hash = step(hash, load<u32>(at));
  let rest: u32 = 0;
  for (let shift: u32 = 0; at < to; at++, shift += 8) rest |= (<u32>load<u8>(at)) << shift;
  return step(hash, rest);
}

function step(hash: u32, word: u32): u32 {
  return rotl<u32>(hash ^ (word * 0xcc9e2d51), 13) * 5 + 0xe6546b64;
}
