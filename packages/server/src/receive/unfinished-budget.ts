// Memory for messages whose end has not come yet, over all connections of all listeners: each connection may hold one up to the limit of a
// message, and thousands that do would be gigabytes. Where all together hold too much, the sender that holds the most is closed first.

/** A connection that holds part of a message. */
export interface Holder {
  readonly peer: string;
  /** Is closed; what it holds is handed over as a message that broke off. */
  giveUp(): void;
}

/** A thousand messages of the usual limit at once. */
const MOST_BYTES = 64 << 20;

/** Below this share of the limit nobody is closed any more, so that not every byte closes somebody. */
const RELIEF = 7 / 8;

export class UnfinishedBudget {
  readonly #mostBytes: number;
  readonly #held = new Map<Holder, number>();
  #total = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** What the connection holds now; 0 when it has ended. */
  holds(holder: Holder, bytes: number): void {
    this.#total += bytes - (this.#held.get(holder) ?? 0);
    if (bytes === 0) this.#held.delete(holder);
    else this.#held.set(holder, bytes);
    if (this.#total > this.#mostBytes) this.#relieve();
  }

  #relieve(): void {
    const peers = new Map<string, Holder[]>();
    for (const holder of this.#held.keys()) {
      const own = peers.get(holder.peer);
      if (own === undefined) peers.set(holder.peer, [holder]);
      else own.push(holder);
    }
    const ranked = [...peers.values()].map((holders) => this.#byBytes(holders));
    while (this.#total > this.#mostBytes * RELIEF) {
      const greediest = ranked.reduce((most, one) => (one.bytes > most.bytes ? one : most));
      const holder = greediest.holders.pop();
      if (holder === undefined) return;
      const bytes = this.#held.get(holder) ?? 0;
      greediest.bytes -= bytes;
      this.#held.delete(holder);
      this.#total -= bytes;
      holder.giveUp();
    }
  }

  /** The largest last. */
  #byBytes(holders: Holder[]): { bytes: number; readonly holders: Holder[] } {
    const bytes = (holder: Holder): number => this.#held.get(holder) ?? 0;
    holders.sort((a, b) => bytes(a) - bytes(b));
    return { bytes: holders.reduce((sum, holder) => sum + bytes(holder), 0), holders };
  }
}
