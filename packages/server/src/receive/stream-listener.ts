// Accepts connections for TCP, TLS and RELP: who may connect, how many, how long a frame may take, and how it ends.

import { createServer, type Server, type Socket } from 'node:net';
import { listenError } from '../errors.js';
import { Connection, type Conversation } from './connection.js';
import { Crowd } from './crowd.js';
import type { Listener, ListenerParts } from './listener.js';
import { within } from './patience.js';
import { AllowedPeers, peerAddress } from './peers.js';
import { UnfinishedBudget } from './unfinished-budget.js';

export interface StreamConfig {
  readonly sourceId: string;
  readonly address: string;
  /** 0 = one that is free. */
  readonly port: number;
  /** Networks that may connect; empty = all. */
  readonly allowedPeers: readonly string[];
  readonly maxFrameBytes: number;
  readonly maxConnections: number;
  /** How long a sender may take for one frame. */
  readonly idleTimeoutMs: number;
}

/** What turns an accepted connection into the one that is talked over. */
export interface Gate {
  /** Reads what the gate needs; rejects when it cannot. */
  open(): Promise<void>;
  admit(socket: Socket, peer: string, ready: (socket: Socket) => void): void;
  /** Reads it again; rejects, and keeps what it has, when that cannot be used. */
  reload(): Promise<void>;
  close(): void;
}

export interface StreamOptions {
  readonly config: StreamConfig;
  readonly parts: ListenerParts;
  readonly converse: (socket: Socket, peer: string) => Conversation;
  readonly gate?: Gate;
}

/** Peers that vanished without a word are noticed after this, and ten probes. */
const KEEP_ALIVE_MS = 60_000;
const MOST_SWEEP_MS = 1000;

export function createStreamListener(options: StreamOptions): Listener {
  return new StreamListener(options);
}

interface Talk {
  readonly socket: Socket;
  /** The same, or what TLS runs over. */
  readonly accepted: Socket;
  readonly peer: string;
}

class StreamListener implements Listener {
  readonly sourceId: string;
  readonly #options: StreamOptions;
  readonly #server: Server;
  readonly #allowed: AllowedPeers;
  readonly #connections = new Set<Connection>();
  /** Accepted and not yet closed, whether talked over or still at the gate. */
  readonly #crowd: Crowd;
  readonly #unfinished: UnfinishedBudget;
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: StreamOptions) {
    const { config } = options;
    this.sourceId = config.sourceId;
    this.#options = options;
    this.#allowed = new AllowedPeers(config.allowedPeers);
    this.#crowd = new Crowd(config.maxConnections);
    this.#unfinished = options.parts.unfinished ?? new UnfinishedBudget();
    this.#server = createServer({
      allowHalfOpen: true,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    this.#server.on('connection', (socket) => this.#accept(socket));
  }

  async start(): Promise<{ address: string; port: number }> {
    const { config, gate, parts } = this.#options;
    await gate?.open();
    await this.#listen();
    this.#server.on('error', (error) => parts.log.error({ sourceId: this.sourceId, error }, 'the listener has failed'));
    this.#sweep = setInterval(() => this.#expire(), Math.min(MOST_SWEEP_MS, Math.ceil(config.idleTimeoutMs / 4)));
    this.#sweep.unref();
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') return { address: config.address, port: config.port };
    return { address: bound.address, port: bound.port };
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweep);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await within(Promise.all([...this.#connections].map((connection) => connection.stop())));
    await Promise.all(this.#crowd.sockets.map(destroyed));
    this.#options.gate?.close();
    await closed;
  }

  async reload(): Promise<void> {
    await this.#options.gate?.reload();
  }

  #listen(): Promise<void> {
    const { address: host, port } = this.#options.config;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) =>
        reject(listenError(error, { listener: this.sourceId, address: `${host}:${port}` }));
      this.#server.once('error', fail);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', fail);
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    const { parts, gate } = this.#options;
    const peer = peerAddress(socket.remoteAddress);
    if (!this.#allowed.allows(peer)) {
      parts.counters.refused(peer, 'peer-not-allowed', 1);
      socket.destroy();
      return;
    }
    if (!this.#makeRoom(socket, peer)) return;
    this.#crowd.add(socket, { peer, isQuiet: () => true });
    parts.counters.connections(this.#crowd.size);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#crowd.remove(socket);
      parts.counters.connections(this.#crowd.size);
    });
    if (gate === undefined) this.#talk({ socket, accepted: socket, peer });
    else gate.admit(socket, peer, (secured) => this.#talk({ socket: secured, accepted: socket, peer }));
  }

  /** False: there is none, and the newcomer is refused. */
  #makeRoom(newcomer: Socket, peer: string): boolean {
    const { counters } = this.#options.parts;
    const leaving = this.#crowd.placeFor(peer);
    if (leaving === null) return true;
    const refused = leaving === 'refuse' ? newcomer : leaving;
    counters.refused(peerAddress(refused.remoteAddress), 'too-many-connections', 1);
    this.#crowd.remove(refused);
    refused.destroy();
    return refused !== newcomer;
  }

  #talk({ socket, accepted, peer }: Talk): void {
    const { parts, converse } = this.#options;
    const connection = new Connection({
      socket,
      peer,
      conversation: converse(socket, peer),
      counters: parts.counters,
      room: () => parts.sink.room(),
      unfinished: this.#unfinished,
      now: parts.now ?? Date.now,
    });
    this.#connections.add(connection);
    this.#crowd.add(accepted, connection);
    void connection.closed.then(() => this.#connections.delete(connection));
  }

  #expire(): void {
    for (const connection of this.#connections) connection.expire(this.#options.config.idleTimeoutMs);
  }
}

function destroyed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('close', () => resolve());
    socket.destroy();
  });
}
