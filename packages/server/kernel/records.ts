// The program of the matcher as it lies in the arena; template/program.ts writes the same fields in the same order.

/** The text ends at the LAST occurrence of the literal before `after` begins. */
export const LAST: i32 = 1;
/** The value goes to a dictionary, which wants its hash. */
export const HASHED: i32 = 2;

/** A hole and the literal behind it. */
@unmanaged
export class Piece {
  code: i32;
  flags: i32;
  /** Largest number that all columns of the hole can store. */
  limit: f64;
  literal: usize;
  literalLength: i32;
  after: usize;
  afterLength: i32;
}

/** A literal and the pieces behind it. */
@unmanaged
export class Stretch {
  start: usize;
  startLength: i32;
  pieces: usize;
  pieceCount: i32;
}

/** Up to the place where bodies part. */
@unmanaged
export class Node extends Stretch {
  /** Addresses of nodes; what is frequent moves to the front. */
  children: usize;
  childCount: i32;
  /** Number of the template that ends here, or -1. */
  template: i32;
  /** Holes that must hold the address of hole `client`. */
  same: usize;
  sameCount: i32;
  client: i32;
}

@unmanaged
export class Header extends Stretch {
  /** Holes of the names by which bodies are found; -1 where there is none. */
  category: i32;
  eventName: i32;
  /** BUCKETS addresses of bodies, or 0. */
  buckets: usize;
}

export const BUCKETS: i32 = 64;

export const PIECE_BYTES: i32 = <i32>offsetof<Piece>();
/** Where the record of bodies has its root. */
export const ROOT_AT: i32 = <i32>offsetof<Bodies>('root');

/** The bodies of one event. */
@unmanaged
export class Bodies {
  category: usize;
  categoryLength: i32;
  eventName: usize;
  eventNameLength: i32;
  /** A node without pieces, whose children the bodies are. */
  root: usize;
  /** In the same bucket, or 0. */
  next: usize;
}

export function element<T>(at: usize, index: i32): T {
  return changetype<T>(load<usize>(at + ((<usize>index) << 2)));
}

/** Moves element `index` one place forward: what is frequent is tried first. */
export function promote(at: usize, index: i32): void {
  const place = at + ((<usize>index) << 2);
  const other = load<usize>(place - 4);
  store<usize>(place - 4, load<usize>(place));
  store<usize>(place, other);
}
