// The kernel of the fast path (ADR 0029): compares a line with the headers and trees in the arena and leaves what it found in the
// registers. No state but the line and the program; no allocation.

import { lineEnd, literalAt, open, same } from './bytes';
import { bsdStamp, date, isoStamp } from './dates';
import * as Hole from './holes';
import { FROM, HASH, NUMBER, TO } from './layout';
import { duration, ipv4, uint } from './numbers';
import { Bodies, BUCKETS, element, HASHED, Header, LAST, Node, Piece, promote, Stretch } from './records';
import { head, keepHash, list, name, text, textToLast, word } from './texts';

export { hash } from './bytes';
export { ARENA, ARENA_BYTES, DMY, FROM, HASH, HOLES, MDY, NUMBER, TO, WINDOW, WINDOW_BYTES, YMD } from './layout';
export { BUCKETS, HASHED, LAST, PIECE_BYTES, ROOT_AT } from './records';

let headers: usize = 0;
let headerCount: i32 = 0;

/** Tells where the addresses of the headers stand. */
export function setHeaders(at: usize, count: i32): void {
  headers = at;
  headerCount = count;
}

/** Number of the template that fits the line `[from, to)`, or -1. */
export function match(from: usize, to: usize): i32 {
  open(to);
  for (let index = 0; index < headerCount; index++) {
    const header = element<Header>(headers, index);
    const bodyAt = end(header, from, 0);
    if (bodyAt === 0) continue;
    const bodies = bodiesOf(header);
    if (changetype<usize>(bodies) === 0) continue;
    const template = branch(changetype<Node>(bodies.root), bodyAt, header.pieceCount);
    if (template < 0) continue;
    if (index > 0) promote(headers, index);
    return template;
  }
  return -1;
}

/** Runs the scanner of one piece over `[from, to)`, for tests: the position behind the value, or 0. */
export function scan(piece: usize, from: usize, to: usize): usize {
  open(to);
  return value(changetype<Piece>(piece), from, 0);
}

/** By category and event name, as they stand in the registers. */
function bodiesOf(header: Header): Bodies {
  const category = header.category;
  const eventName = header.eventName;
  const bucket = (hashOf(category) * 31 + hashOf(eventName)) & (BUCKETS - 1);
  let bodies = element<Bodies>(header.buckets, bucket);
  for (; changetype<usize>(bodies) !== 0; bodies = changetype<Bodies>(bodies.next)) {
    if (!isText(eventName, bodies.eventName, bodies.eventNameLength)) continue;
    if (isText(category, bodies.category, bodies.categoryLength)) break;
  }
  return bodies;
}

function hashOf(hole: i32): u32 {
  return hole < 0 ? 0 : load<u32>(HASH + ((<usize>hole) << 2));
}

function isText(hole: i32, at: usize, length: i32): bool {
  if (hole < 0) return length === 0;
  const index = (<usize>hole) << 2;
  const from = load<usize>(FROM + index);
  return load<usize>(TO + index) - from === length && same(from, at, length);
}

/** The first child that fits up to the end of the line; the registers of its values begin at `register`. */
function branch(node: Node, from: usize, register: i32): i32 {
  const children = node.children;
  const count = node.childCount;
  for (let index = 0; index < count; index++) {
    const template = follow(element<Node>(children, index), from, register);
    if (template < 0) continue;
    if (index > 0) promote(children, index);
    return template;
  }
  return -1;
}

function follow(node: Node, from: usize, register: i32): i32 {
  const at = end(node, from, register);
  if (at === 0) return -1;
  if (node.template >= 0 && at === lineEnd) return repeats(node) ? node.template : -1;
  return branch(node, at, register + node.pieceCount);
}

function repeats(node: Node): bool {
  for (let index = 0; index < node.sameCount; index++) {
    const hole = load<i32>(node.same + ((<usize>index) << 2));
    if (numberOf(hole) !== numberOf(node.client)) return false;
  }
  return true;
}

function numberOf(hole: i32): f64 {
  return load<f64>(NUMBER + ((<usize>hole) << 3));
}

/** Behind the literal, and the values, each with the literal behind it; 0 when one of them is not there. */
function end(stretch: Stretch, from: usize, register: i32): usize {
  let at = literalAt(stretch.start, stretch.startLength, from);
  const pieces = stretch.pieces;
  const count = stretch.pieceCount;
  for (let index = 0; index < count && at !== 0; index++) {
    const piece = changetype<Piece>(pieces + <usize>index * offsetof<Piece>());
    const begin = at;
    at = value(piece, at, register + index);
    if (at === 0) return 0;
    if ((piece.flags & HASHED) !== 0) keepHash(register + index, begin, at);
    at = literalAt(piece.literal, piece.literalLength, at);
  }
  return at;
}

function value(piece: Piece, at: usize, register: i32): usize {
  if ((piece.flags & LAST) !== 0) return textToLast(register, at, piece);
  switch (piece.code) {
    case Hole.NUMBER:
      return uint(register, at, piece);
    case Hole.ADDRESS:
    case Hole.SAME:
      return ipv4(register, at);
    case Hole.DURATION:
      return duration(register, at);
    case Hole.DATE:
      return date(register, at);
    case Hole.BSD_STAMP:
      return bsdStamp(register, at);
    case Hole.ISO_STAMP:
      return isoStamp(register, at, piece);
    case Hole.LIST:
      return list(register, at, piece);
    case Hole.HEAD:
      return head(register, at, piece);
    case Hole.NAME:
      return name(register, at, piece);
    case Hole.WORD:
      return word(register, at, piece);
    default:
      return text(register, at, piece);
  }
}
