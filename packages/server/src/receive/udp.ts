// Syslog over UDP (RFC 5426). Datagrams of one sender that come within some milliseconds are handed over together. Nobody can
// be asked to wait: what the journal cannot take is refused and counted by it, newest first; what the system could not keep
// for us is counted by the system (/proc/net/udp), and the remedy is a larger receive buffer.

import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenError } from '../errors.js';
import { framesOfDatagram } from '../frame/datagram.js';
import type { Frame } from '../frame/frame.js';
import { HandOver } from './hand-over.js';
import type { Listener, ListenerParts } from './listener.js';
import { within } from './patience.js';
import { AllowedPeers, peerAddress } from './peers.js';

export interface UdpConfig {
  readonly sourceId: string;
  readonly address: string;
  /** 0 = one that is free. */
  readonly port: number;
  /** Networks that may send; empty = all. */
  readonly allowedPeers: readonly string[];
  readonly maxFrameBytes: number;
  /** Asked of the system, which may grant less (net.core.rmem_max). */
  readonly receiveBufferBytes: number;
}

export interface UdpListener extends Listener {
  /** What the system granted, after `start`. */
  readonly receiveBufferBytes: number;
}

interface Sender {
  readonly peer: string;
  readonly isAllowed: boolean;
  frames: Frame[];
}

const BATCH_MS = 10;
const BATCH_FRAMES = 8192;
const BATCH_BYTES = 1 << 20;
/** Senders remembered; a flood of forged addresses must not fill the memory. */
const MOST_SENDERS = 10_000;
const DRAIN_QUIET_MS = 20;
const DRAIN_MOST_MS = 500;

export function createUdpListener(config: UdpConfig, parts: ListenerParts): UdpListener {
  return new DatagramListener(config, parts);
}

class DatagramListener implements UdpListener {
  readonly sourceId: string;
  receiveBufferBytes = 0;
  readonly #config: UdpConfig;
  readonly #parts: ListenerParts;
  readonly #allowed: AllowedPeers;
  readonly #handOver: HandOver;
  readonly #socket: Socket;
  readonly #senders = new Map<string, Sender>();
  #dirty: Sender[] = [];
  #pendingFrames = 0;
  #pendingBytes = 0;
  #datagrams = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(config: UdpConfig, parts: ListenerParts) {
    this.sourceId = config.sourceId;
    this.#config = config;
    this.#parts = parts;
    this.#allowed = new AllowedPeers(config.allowedPeers);
    this.#handOver = new HandOver({ sourceId: config.sourceId, canWait: false, isLive: true }, parts);
    this.#socket = createSocket({ type: isIPv6(config.address) ? 'udp6' : 'udp4' });
    this.#socket.on('message', (datagram, sender) => this.#receive(datagram, sender.address));
  }

  async start(): Promise<{ address: string; port: number }> {
    await this.#bind();
    this.#socket.on('error', (error) =>
      this.#parts.log.error({ sourceId: this.sourceId, error }, 'the listener has failed'),
    );
    this.#enlarge();
    const { address, port } = this.#socket.address();
    return { address, port };
  }

  async stop(): Promise<void> {
    const begin = Date.now();
    for (let seen = -1; seen !== this.#datagrams && Date.now() - begin < DRAIN_MOST_MS; ) {
      seen = this.#datagrams;
      await sleep(DRAIN_QUIET_MS);
    }
    this.#flush();
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
    await within(this.#handOver.settled());
  }

  #bind(): Promise<void> {
    const { address, port } = this.#config;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) =>
        reject(listenError(error, { listener: this.sourceId, address: `${address}:${port}` }));
      this.#socket.once('error', fail);
      this.#socket.bind({ address, port }, () => {
        this.#socket.off('error', fail);
        resolve();
      });
    });
  }

  #enlarge(): void {
    const asked = this.#config.receiveBufferBytes;
    this.#socket.setRecvBufferSize(asked);
    // Linux doubles what it was asked for, for its own book-keeping, and reports the double (socket(7), SO_RCVBUF).
    const reported = this.#socket.getRecvBufferSize();
    this.receiveBufferBytes = process.platform === 'linux' ? reported / 2 : reported;
    if (this.receiveBufferBytes < asked)
      this.#parts.log.warn(
        {
          sourceId: this.sourceId,
          asked,
          granted: this.receiveBufferBytes,
          remedy: `sysctl -w net.core.rmem_max=${asked}`,
        },
        'the system grants a smaller receive buffer than configured',
      );
  }

  #receive(datagram: Buffer, address: string): void {
    this.#datagrams++;
    const sender = this.#senders.get(address) ?? this.#remember(address);
    if (!sender.isAllowed) {
      this.#parts.counters.refused(sender.peer, 'peer-not-allowed', 1);
      return;
    }
    const frames = framesOfDatagram(datagram, this.#config.maxFrameBytes);
    if (frames.length === 0) return;
    if (sender.frames.length === 0) this.#dirty.push(sender);
    for (const frame of frames) sender.frames.push(frame);
    this.#pendingFrames += frames.length;
    this.#pendingBytes += datagram.length;
    if (this.#pendingFrames >= BATCH_FRAMES || this.#pendingBytes >= BATCH_BYTES) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS);
  }

  #remember(address: string): Sender {
    if (this.#senders.size >= MOST_SENDERS) {
      this.#flush();
      this.#senders.clear();
    }
    const peer = peerAddress(address);
    const sender = { peer, isAllowed: this.#allowed.allows(peer), frames: [] };
    this.#senders.set(address, sender);
    return sender;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const dirty = this.#dirty;
    this.#dirty = [];
    this.#pendingFrames = 0;
    this.#pendingBytes = 0;
    for (const sender of dirty) {
      const { frames } = sender;
      sender.frames = [];
      void this.#handOver.push(sender.peer, frames);
    }
  }
}
