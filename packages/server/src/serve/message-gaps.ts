// An estimate of what was lost before it reached us, from NetScaler's message numbers: each packet engine of each device counts
// its messages, so that a number that never comes was sent and lost, or was never sent to us. It is an estimate because the
// appliance also counts messages that its syslog policy keeps to itself: a policy that sends only some levels looks like steady
// loss. Two devices of one name behind one listener are told apart only while one of them is the busier by far.

import { MessageSequence } from './message-sequence.js';

/** The message numbers of one packet engine in the order of their arrival. */
export interface MessageNumbers {
  readonly sourceId: string;
  readonly device: string;
  /** Numbers of the header as text, empty where it names none. */
  readonly node: string;
  readonly engine: string;
  readonly numbers: ArrayLike<number>;
}

export interface EngineLoss {
  readonly sourceId: string;
  readonly device: string;
  readonly node: string;
  readonly engine: string;
  /** Different message numbers seen. */
  readonly seen: number;
  /** Estimated number of messages that never came. */
  readonly lost: number;
  readonly duplicates: number;
  readonly restarts: number;
  readonly strays: number;
}

type Engine = Omit<MessageNumbers, 'numbers'>;

/** Names come from the network: who invents devices fills this table, not the memory. */
const MOST_ENGINES = 1024;

export class MessageGaps {
  readonly #engines = new Map<string, { readonly engine: Engine; readonly sequence: MessageSequence }>();
  readonly #most: number;
  /** Messages of packet engines for which there was no room. */
  untracked = 0;

  constructor(most: number = MOST_ENGINES) {
    this.#most = most;
  }

  observe({ numbers, ...engine }: MessageNumbers): void {
    const sequence = this.#sequenceOf(engine);
    if (sequence === null) this.untracked += numbers.length;
    else for (let index = 0; index < numbers.length; index++) sequence.observe(numbers[index] as number);
  }

  /** Those that lost most come first. */
  losses(): readonly EngineLoss[] {
    return [...this.#engines.values()]
      .map(({ engine, sequence: { seen, missing, duplicates, restarts, strays } }) => ({
        ...engine,
        seen,
        lost: missing,
        duplicates,
        restarts,
        strays,
      }))
      .sort((a, b) => b.lost - a.lost || b.seen - a.seen);
  }

  #sequenceOf(engine: Engine): MessageSequence | null {
    const key = [engine.sourceId, engine.device, engine.node, engine.engine].join('\0');
    const known = this.#engines.get(key);
    if (known !== undefined) return known.sequence;
    if (this.#engines.size >= this.#most) return null;
    const sequence = new MessageSequence();
    this.#engines.set(key, { engine, sequence });
    return sequence;
  }
}
