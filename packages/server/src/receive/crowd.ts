// Who is connected to a listener, and who has to go when it is full: the oldest quiet connection of the peer that has the most, so that
// one peer cannot keep out all others by connecting and saying nothing.

import type { Socket } from 'node:net';

export interface Present {
  readonly peer: string;
  /** Nothing is under way on it. */
  isQuiet(): boolean;
}

export class Crowd {
  readonly #most: number;
  readonly #present = new Map<Socket, Present>();
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#present.size;
  }

  get sockets(): readonly Socket[] {
    return [...this.#present.keys()];
  }

  add(socket: Socket, present: Present): void {
    if (!this.#present.has(socket)) this.#count(present.peer, 1);
    this.#present.set(socket, present);
  }

  remove(socket: Socket): void {
    const present = this.#present.get(socket);
    if (present !== undefined && this.#present.delete(socket)) this.#count(present.peer, -1);
  }

  /** Null: there is room. `refuse`: there is none for this peer. Else who has to go first. */
  placeFor(peer: string): null | 'refuse' | Socket {
    if (this.#present.size < this.#most) return null;
    const [greediest, count] = this.#greediest();
    if (count <= (this.#counts.get(peer) ?? 0) + 1) return 'refuse';
    for (const [socket, present] of this.#present) if (present.peer === greediest && present.isQuiet()) return socket;
    return 'refuse';
  }

  #greediest(): readonly [peer: string, count: number] {
    let most: readonly [string, number] = ['', 0];
    for (const [peer, count] of this.#counts) if (count > most[1]) most = [peer, count];
    return most;
  }

  #count(peer: string, by: number): void {
    const count = (this.#counts.get(peer) ?? 0) + by;
    if (count === 0) this.#counts.delete(peer);
    else this.#counts.set(peer, count);
  }
}
