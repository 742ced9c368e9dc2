// How often one caller may ask: a bucket of requests per key that fills again with time. In: a key and a cost. Out: the seconds to wait.

export interface RateLimitOptions {
  readonly perSecond: number;
  /** Requests at once. */
  readonly burst: number;
  /** Milliseconds, from any beginning. */
  readonly clock: () => number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Keys beyond this push out those that have been silent for longest, which are full again or nearly. */
const MOST_KEYS = 10_000;

export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** 0 when the request may go on; else the seconds after which it could. What is refused costs nothing. */
  take(key: string, cost: number): number {
    const bucket = this.#refilled(key);
    if (bucket.left < cost) return Math.ceil((cost - bucket.left) / this.#options.perSecond);
    bucket.left -= cost;
    return 0;
  }

  #refilled(key: string): Bucket {
    const { perSecond, burst, clock } = this.#options;
    const at = clock();
    const known = this.#buckets.get(key) ?? { left: burst, at };
    const bucket = { left: Math.min(burst, known.left + ((at - known.at) / 1000) * perSecond), at };
    // Set anew: the map's order is that of the last request.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.size > MOST_KEYS ? this.#buckets.keys() : [];
    if (oldest !== undefined) this.#buckets.delete(oldest);
    return bucket;
  }
}
