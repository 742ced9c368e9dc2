// What framing makes of bytes: messages without count and terminator. Framing is synchronous, never throws and gives the same
// frames however the bytes were cut on their way.

/** One message as it was framed, without its terminator or count. The bytes belong to whoever takes the frame. */
export interface Frame {
  readonly bytes: Uint8Array;
  /** Length before the frame was cut at the limit, or the announced one when it broke off; absent for whole frames. */
  readonly originalLength?: number;
}

/** Frames of one stream of bytes. */
export interface Framer {
  /** The frames that are complete with this chunk; they may be views of it. */
  push(chunk: Uint8Array): readonly Frame[];
  /** The stream is over: what stands unfinished, which is at most one frame. */
  end(): readonly Frame[];
  /** Bytes taken since the last complete frame; more than 0 = in the middle of a frame. */
  readonly unfinishedBytes: number;
}

export const LINE_FEED = 0x0a;
export const NUL = 0x00;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
const BLANK = 0x20;

/** A text that was framed, with what may stand at its end. */
export interface FrameText {
  /** The first `limit` bytes of the text at least, or all of it. */
  readonly bytes: Uint8Array;
  /** Length of the whole text. */
  readonly length: number;
  /** The last two bytes of the whole text, as `endingOf` gives them. */
  readonly ending: number;
  /** A line has lost its LF and may have kept the CR before it; a block may end in LF, CRLF or NUL. */
  readonly kind: 'line' | 'block';
}

/** The frame of a text without what ends it; undefined for blank texts, which are no messages. */
export function frameOf({ bytes, length, ending, kind }: FrameText, limit: number): Frame | undefined {
  const end = length - (kind === 'line' ? returnLength(ending) : terminatorLength(ending));
  if (end > limit) return { bytes: bytes.subarray(0, limit), originalLength: end };
  if (isBlankUntil(bytes, end)) return undefined;
  return { bytes: end === bytes.length ? bytes : bytes.subarray(0, end) };
}

/** The last two bytes of `bytes` up to `to`, behind those that `before` ended with. */
export function endingOf(bytes: Uint8Array, to: number, before = 0): number {
  if (to === 0) return before;
  const last = bytes[to - 1] ?? 0;
  return ((to > 1 ? (bytes[to - 2] ?? 0) : before & 0xff) << 8) | last;
}

function terminatorLength(ending: number): number {
  const last = ending & 0xff;
  if (last === LINE_FEED) return 1 + returnLength(ending >> 8);
  return last === NUL ? 1 : 0;
}

function returnLength(ending: number): number {
  return (ending & 0xff) === CARRIAGE_RETURN ? 1 : 0;
}

function isBlankUntil(bytes: Uint8Array, end: number): boolean {
  for (let at = 0; at < end; at++) {
    const byte = bytes[at];
    if (byte !== BLANK && byte !== TAB && byte !== CARRIAGE_RETURN) return false;
  }
  return true;
}
