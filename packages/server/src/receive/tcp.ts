// Syslog over TCP (RFC 6587) and, behind a gate, over TLS (RFC 5425): both framings, told apart for every message.

import { DetectingFramer } from '../frame/detect.js';
import type { Frame } from '../frame/frame.js';
import type { Conversation } from './connection.js';
import { HandOver } from './hand-over.js';
import type { Listener, ListenerParts } from './listener.js';
import { createStreamListener, type StreamConfig } from './stream-listener.js';

export type TcpConfig = StreamConfig;

export function createTcpListener(config: TcpConfig, parts: ListenerParts): Listener {
  return createStreamListener({ config, parts, converse: (_socket, peer) => new PlainStream(peer, config, parts) });
}

/** Frames without acknowledgement. What stands unfinished when the connection ends is a message that broke off. */
export class PlainStream implements Conversation {
  readonly isBroken = false;
  readonly isAnswered = false;
  readonly #framer: DetectingFramer;
  readonly #handOver: HandOver;
  readonly #peer: string;

  constructor(peer: string, { sourceId, maxFrameBytes }: StreamConfig, parts: ListenerParts) {
    this.#peer = peer;
    this.#framer = new DetectingFramer(maxFrameBytes);
    this.#handOver = new HandOver({ sourceId, canWait: true, isLive: true }, parts);
  }

  get isMidFrame(): boolean {
    return this.#framer.unfinishedBytes > 0;
  }

  get heldBytes(): number {
    return this.#framer.heldBytes;
  }

  take(chunk: Buffer): boolean {
    return this.#push(this.#framer.push(chunk));
  }

  end(): void {
    this.#push(this.#framer.end());
  }

  giveUp(): void {
    this.#push(this.#framer.end().map(beginningOf));
  }

  settled(): Promise<void> {
    return this.#handOver.settled();
  }

  goodbye(): void {}

  #push(frames: readonly Frame[]): boolean {
    if (frames.length === 0) return false;
    void this.#handOver.push(this.#peer, frames);
    return true;
  }
}

/** Enough to see what it was. */
const KEPT_BYTES = 1024;

/** A copy, so that the whole does not stay in memory. */
function beginningOf(frame: Frame): Frame {
  const { bytes, originalLength = bytes.length } = frame;
  return bytes.length <= KEPT_BYTES ? frame : { bytes: bytes.slice(0, KEPT_BYTES), originalLength };
}
