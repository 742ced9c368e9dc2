// Frames of RELP, the Reliable Event Logging Protocol (rsyslog.com/doc/relp.html), version 0:
//
//   RELP-FRAME = TXNR SP COMMAND SP DATALEN [SP DATA] LF
//   TXNR       = 1*9DIGIT             number of the transaction; 0 is a hint that needs no answer
//   COMMAND    = 1*32ALPHA            open, syslog, close from the client; rsp, serverclose from the server
//   DATALEN    = 1*9DIGIT             bytes of DATA; with 0 there is neither blank nor DATA
//
//   2 syslog 24 <134>adc-1 0-PPE-0 : one LF
//
//      ┌────────┐ blank after DATALEN ┌──────┐ all bytes there ┌─────────┐ LF
//   ──►│ header ├────────────────────►│ data ├────────────────►│ trailer ├────► frame, header again
//      └───┬────┘                     └──────┘                 └─────────┘
//          └ LF after DATALEN 0 ► frame              anything else: broken, and nothing more is read
//
// There is no way back into step after broken framing: the connection has to be closed; the client sends again.

import { Unfinished } from './unfinished.js';

export interface RelpFrame {
  readonly transaction: number;
  readonly command: string;
  readonly data: Uint8Array;
  /** Length announced; data that is longer than the limit has been cut. */
  readonly dataLength: number;
  /** The last two bytes of the data, also where it has been cut. */
  readonly ending: number;
}

interface RelpHeader {
  readonly transaction: number;
  readonly command: string;
  readonly dataLength: number;
}

type State = 'header' | 'data' | 'trailer' | 'broken';

const LINE_FEED = 0x0a;
const BLANK = 0x20;
/** Three parts of 9, 32 and 9 characters and the blanks behind the first two. */
const MOST_HEADER_BYTES = 52;
const HEADER = /^(\d{1,9}) ([A-Za-z]{1,32}) (\d{1,9})$/;

export class RelpFramer {
  readonly #data: Unfinished;
  #state: State = 'header';
  #text = '';
  #header: RelpHeader = { transaction: 0, command: '', dataLength: 0 };

  constructor(maxDataBytes: number) {
    this.#data = new Unfinished(maxDataBytes);
  }

  get isBroken(): boolean {
    return this.#state === 'broken';
  }

  get isMidFrame(): boolean {
    return this.#state !== 'broken' && (this.#state !== 'header' || this.#text !== '');
  }

  /** Bytes of memory that the beginning of a frame takes. */
  get heldBytes(): number {
    return this.#data.capacity;
  }

  push(chunk: Uint8Array): readonly RelpFrame[] {
    const frames: RelpFrame[] = [];
    for (let at = 0; at < chunk.length && this.#state !== 'broken'; ) {
      if (this.#state === 'data') at = this.#readData(chunk, at);
      else {
        const frame = this.#readByte(chunk[at] ?? 0);
        if (frame !== undefined) frames.push(frame);
        at++;
      }
    }
    return frames;
  }

  #readByte(byte: number): RelpFrame | undefined {
    if (this.#state === 'trailer') return byte === LINE_FEED ? this.#complete() : this.#break();
    const isEnd = byte === LINE_FEED || (byte === BLANK && this.#text.split(' ').length === 3);
    if (!isEnd) {
      this.#text += String.fromCharCode(byte);
      return this.#text.length > MOST_HEADER_BYTES ? this.#break() : undefined;
    }
    if (!this.#readHeader()) return this.#break();
    if (byte === BLANK) {
      this.#state = this.#header.dataLength === 0 ? 'trailer' : 'data';
      return undefined;
    }
    return this.#header.dataLength === 0 ? this.#complete() : this.#break();
  }

  #readHeader(): boolean {
    const [, transaction, command, dataLength] = HEADER.exec(this.#text) ?? [];
    if (transaction === undefined || command === undefined || dataLength === undefined) return false;
    this.#header = { transaction: Number(transaction), command: command.toLowerCase(), dataLength: Number(dataLength) };
    return true;
  }

  #readData(chunk: Uint8Array, at: number): number {
    const end = Math.min(chunk.length, at + this.#header.dataLength - this.#data.length);
    this.#data.append(chunk, at, end);
    if (this.#data.length === this.#header.dataLength) this.#state = 'trailer';
    return end;
  }

  #complete(): RelpFrame {
    this.#state = 'header';
    this.#text = '';
    const { ending } = this.#data;
    return { ...this.#header, ending, data: this.#data.take() };
  }

  #break(): undefined {
    this.#state = 'broken';
    return undefined;
  }
}
