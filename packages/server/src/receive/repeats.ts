// What a RELP client sends a second time. It repeats, first thing over a new connection, what was not acknowledged over the one before;
// of that, the lines are durable whose acknowledgement was lost with the connection, or with a process that was killed. These are
// known by their bytes: a device's line says when it was and has a number, so the same bytes from the same sender are
// the same message. The first line that is not among the latest ones ends the repetition.

/** The latest durable lines of a peer, one character per byte. */
export type LatestLines = (peer: string) => Promise<readonly string[]>;

export class Repeats {
  readonly #latest: LatestLines;
  /** Peers whose last connection was closed with everything acknowledged. */
  readonly #orderly = new Set<string>();
  /** Of connections that have ended: resolves when nothing of them can become durable any more. */
  readonly #settling = new Map<string, Promise<unknown>>();

  constructor(latest: LatestLines) {
    this.#latest = latest;
  }

  /** What the peer may repeat over a connection that begins; null when there is nothing. */
  async expected(peer: string): Promise<Repeated | null> {
    if (this.#orderly.delete(peer)) return null;
    await this.#settling.get(peer);
    const lines = await this.#latest(peer);
    return lines.length === 0 ? null : new Repeated(lines);
  }

  /** `settled` resolves when everything of the connection is durable or never will be. */
  ended(peer: string, { isOrderly, settled }: { isOrderly: boolean; settled: Promise<void> }): void {
    if (this.#orderly.size >= MOST_PEERS) this.#orderly.clear();
    if (isOrderly) this.#orderly.add(peer);
    else this.#orderly.delete(peer);
    const all = Promise.all([this.#settling.get(peer), settled]).then(() => {
      if (this.#settling.get(peer) === all) this.#settling.delete(peer);
    });
    this.#settling.set(peer, all);
  }
}

const MOST_PEERS = 10_000;

export class Repeated {
  readonly #left = new Map<string, number>();

  constructor(lines: readonly string[]) {
    for (const line of lines) this.#left.set(line, (this.#left.get(line) ?? 0) + 1);
  }

  /** Whether the line is one of them; each is taken once. */
  take(bytes: Uint8Array): boolean {
    const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    const left = this.#left.get(line) ?? 0;
    if (left > 0) this.#left.set(line, left - 1);
    return left > 0;
  }
}
