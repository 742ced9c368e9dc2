// The peers of one listener, a bounded number by name and the rest as `other`: addresses of senders can be forged, and every name
// is a time series of its own in whoever reads the metrics.

import type { PeerStatus } from './status-report.js';
import { Traffic } from './traffic.js';

export const OTHER_PEERS = 'other';

export const MOST_PEERS = 128;
/** A peer that was silent for this long makes room for a new one; its counts go to `other`. */
const FORGET_MS = 3_600_000;

export class Peers {
  readonly #byName = new Map<string, Traffic>();
  readonly #most: number;
  readonly #began: number;
  #other: Traffic | null = null;

  constructor(began: number, most: number = MOST_PEERS) {
    this.#began = began;
    this.#most = most;
  }

  /** The peer by name; a new one gets its own name while there is room. */
  of(peer: string, now: number): Traffic {
    const known = this.#byName.get(peer);
    if (known !== undefined) return known;
    if (this.#byName.size >= this.#most && !this.#forgetOne(now)) return this.#others();
    const made = new Traffic(now);
    this.#byName.set(peer, made);
    return made;
  }

  /** The peer by name if it has one: whoever is refused gets none. */
  known(peer: string): Traffic {
    return this.#byName.get(peer) ?? this.#others();
  }

  status(now: number, silentAfterSeconds: number): readonly PeerStatus[] {
    const named = [...this.#byName].map(([peer, traffic]) => ({ peer, ...traffic.status(now, silentAfterSeconds) }));
    if (this.#other === null) return named;
    // Nobody expects anything of the others.
    return [...named, { peer: OTHER_PEERS, ...this.#other.status(now, 0) }];
  }

  /** As old as the listener: being refused is no sign of life. */
  #others(): Traffic {
    this.#other ??= new Traffic(this.#began);
    return this.#other;
  }

  #forgetOne(now: number): boolean {
    for (const [peer, traffic] of this.#byName) {
      if (now - traffic.lastReceived < FORGET_MS) continue;
      this.#others().absorb(traffic);
      this.#byName.delete(peer);
      return true;
    }
    return false;
  }
}
