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

/** Longest thing that is removed at the end of a frame: CRLF. */
export const TERMINATOR_BYTES = 2;

export interface FrameText {
  /** At least the first `limit + TERMINATOR_BYTES` bytes of the text, or all of it. */
  readonly bytes: Uint8Array;
  /** Length of the whole text. */
  readonly length: number;
  /** What may stand at its end: a line has lost its LF and may have kept the CR before it; a block may end in LF, CRLF or NUL. */
  readonly kind: 'line' | 'block';
}

/** The frame of a text without what ends it; undefined for blank texts, which are no messages. */
export function frameOf({ bytes, length, kind }: FrameText, limit: number): Frame | undefined {
  if (length > limit + TERMINATOR_BYTES) return { bytes: bytes.subarray(0, limit), originalLength: length };
  const end = kind === 'line' ? withoutReturn(bytes, bytes.length) : withoutTerminator(bytes);
  if (isBlankUntil(bytes, end)) return undefined;
  if (end > limit) return { bytes: bytes.subarray(0, limit), originalLength: end };
  return { bytes: end === bytes.length ? bytes : bytes.subarray(0, end) };
}

function withoutTerminator(bytes: Uint8Array): number {
  const last = bytes.length - 1;
  if (bytes[last] === LINE_FEED) return withoutReturn(bytes, last);
  return bytes[last] === NUL ? last : bytes.length;
}

function withoutReturn(bytes: Uint8Array, end: number): number {
  return end > 0 && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
}

function isBlankUntil(bytes: Uint8Array, end: number): boolean {
  for (let at = 0; at < end; at++) {
    const byte = bytes[at];
    if (byte !== BLANK && byte !== TAB && byte !== CARRIAGE_RETURN) return false;
  }
  return true;
}
