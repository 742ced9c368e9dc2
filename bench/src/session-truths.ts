/** What the generator says of its sessions, in the form in which it can be compared with those that were stitched. */
import { accountOf, EVENT_KINDS } from '../../packages/server/dist/sessions/session-event.js';

interface TrueSession {
  readonly account: string;
  events: number;
  connections: number;
  requests: number;
  denials: number;
  last: number;
}

type Truth = Readonly<Record<string, string | undefined>>;

/** Which events are whose: a session that has lost or gained one event differs in one of these. */
function signatureOf(session: Readonly<Record<keyof TrueSession, unknown>>): string {
  const { account, events, connections, requests, denials, last } = session;
  return [account, events, connections, requests, denials, last].map(String).join('|');
}

export class SessionTruths {
  readonly #sessions = new Map<string, TrueSession>();

  get size(): number {
    return this.#sessions.size;
  }

  /** Lines that belong to no session, and kinds of lines that none is made from, do not count. */
  add(line: string): void {
    const truth = JSON.parse(line) as Truth;
    const { session, eventName = '', eventTime = '' } = truth;
    if (session === undefined || !Object.hasOwn(EVENT_KINDS, eventName)) return;
    const kind = EVENT_KINDS[eventName as keyof typeof EVENT_KINDS];
    const known = this.#sessions.get(session) ?? newSession(truth);
    this.#sessions.set(session, known);
    known.events += 1;
    known.last = Math.max(known.last, Date.parse(eventTime));
    if (kind === 'flow') known.connections += 1;
    else if (kind === 'request') known.requests += 1;
    else if (kind === 'denial') known.denials += 1;
  }

  signatures(): readonly string[] {
    return [...this.#sessions.values()].map(signatureOf);
  }
}

function newSession({ contextUser = '', userName = '' }: Truth): TrueSession {
  const account = accountOf(contextUser || userName);
  return { account, events: 0, connections: 0, requests: 0, denials: 0, last: 0 };
}

/** How many of the true sessions are among the stitched ones, each once. */
export function matched(truths: readonly string[], stitched: readonly Readonly<Record<string, unknown>>[]): number {
  const left = new Map<string, number>();
  for (const row of stitched) {
    const signature = signatureOf(row as Readonly<Record<keyof TrueSession, unknown>>);
    left.set(signature, (left.get(signature) ?? 0) + 1);
  }
  let found = 0;
  for (const truth of truths) {
    const count = left.get(truth) ?? 0;
    if (count === 0) continue;
    left.set(truth, count - 1);
    found += 1;
  }
  return found;
}
