// Octet counting (RFC 6587 section 3.4.1, RFC 5425 section 4.3.1): the length in front of the message.
//
//   SYSLOG-FRAME = MSG-LEN SP SYSLOG-MSG     MSG-LEN = NONZERO-DIGIT *DIGIT
//   52 <134>01/24/2025:12:06:37 GMT adc-1 0-PPE-0 : example
//
// The digits are read one by one, since a chunk may end between them. What looks like a count and is none ("007 <", "52<",
// nine digits, 16 MiB and more) is the beginning of a message.

const ZERO = 0x30;
const NINE = 0x39;
const BLANK = 0x20;
const MOST_DIGITS = 8;
/** Nobody sends such messages; taken for a count, garbage would swallow this much. */
const MOST_BYTES = 16 << 20;

/** What the next byte made of the bytes since the beginning of the frame. */
export type CountStep = 'more' | 'count' | 'no-count';

export class MessageLength {
  /** Value of the digits read so far. */
  value = 0;
  #digits = 0;

  /** Takes the next byte; after `no-count` this byte has not been taken. */
  step(byte: number): CountStep {
    if (byte === BLANK && this.#digits > 0) return this.value <= MOST_BYTES ? 'count' : 'no-count';
    const isDigit = byte >= ZERO && byte <= NINE;
    if (!isDigit || this.#digits === MOST_DIGITS || (this.#digits === 0 && byte === ZERO)) return 'no-count';
    this.value = this.value * 10 + byte - ZERO;
    this.#digits++;
    return 'more';
  }

  /** The digits as they stood; the next frame begins. */
  take(): string {
    const text = this.#digits === 0 ? '' : String(this.value);
    this.value = 0;
    this.#digits = 0;
    return text;
  }
}
