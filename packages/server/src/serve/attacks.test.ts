// What hostile senders do to listeners, for live tests: connections from an address of their own that say too little or too much.

import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';

/** Not the address of the honest senders; all of 127.0.0.0/8 is loopback. */
export const ATTACKER = '127.0.0.2';

export class Attack {
  readonly #sockets: Socket[] = [];
  readonly #timers: NodeJS.Timeout[] = [];

  /** Connections, opened some at a time. */
  async open(port: number, count: number): Promise<readonly Socket[]> {
    const opened: Socket[] = [];
    while (opened.length < count) {
      const some = Math.min(100, count - opened.length);
      opened.push(...(await Promise.all(Array.from({ length: some }, () => dial(port)))));
    }
    this.#sockets.push(...opened);
    return opened;
  }

  /** So many connections that each send this at once. */
  async send(port: number, count: number, bytes: Buffer | string): Promise<readonly Socket[]> {
    const opened = await this.open(port, count);
    for (const socket of opened) socket.write(bytes);
    return opened;
  }

  /** A byte of the text every so often, on so many connections. */
  async drip(port: number, count: number, text: string): Promise<void> {
    const opened = await this.open(port, count);
    let at = 0;
    const next = (): void => {
      for (const socket of opened) if (socket.writable) socket.write(text[at % text.length] ?? '');
      at++;
    };
    this.#timers.push(setInterval(next, 100));
  }

  async datagrams(port: number, datagrams: readonly Buffer[]): Promise<void> {
    const socket = createSocket('udp4');
    const sent = (bytes: Buffer) => new Promise<void>((done) => socket.send(bytes, port, '127.0.0.1', () => done()));
    for (const bytes of datagrams) await sent(bytes);
    socket.close();
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Resolves in any case: being refused is what an attacker has to expect. */
function dial(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: ATTACKER });
    socket.on('error', () => undefined);
    socket.once('connect', () => resolve(socket));
    socket.once('close', () => resolve(socket));
    socket.resume();
  });
}

/** The same bytes every time, of all values. */
export function garbage(bytes: number): Buffer {
  const made = Buffer.alloc(bytes);
  for (let at = 0, state = 12_345; at < bytes; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    made[at] = state >> 16;
  }
  return made;
}
