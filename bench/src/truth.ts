/** The generator's truth against what somebody made of the line: every token, and nothing beside it that is not derived. */

export type Facts = Readonly<Record<string, unknown>>;

/** What only the generator knows about a line. */
const NOT_SAID = ['scenario', 'session', 'form', 'trick'];

/** Given on every event without being said by the body: provenance, and what is concluded from other tokens. */
const DERIVED = [
  'attributes',
  'collectorId',
  'collectorReceivedTime',
  'count',
  'customerId',
  'deviceHost',
  'deviceModel',
  'deviceType',
  'deviceVendor',
  'eventContext',
  'eventId',
  'eventSourceId',
  'rawEvent',
  'syslogFacility',
  'syslogSeverity',
  'tags',
];

const MOST_EXAMPLES = 5;

export interface Comparison {
  readonly truth: Facts;
  readonly found: Facts;
  /** Tokens that are not compared. */
  readonly without?: readonly string[];
}

/** `token: expected … found …`, one per token that differs, is missing or is invented. */
export function differences({ truth, found, without = [] }: Comparison): string[] {
  const ignored = new Set([...NOT_SAID, ...without]);
  const said = Object.keys(truth).filter((token) => !ignored.has(token));
  const invented = Object.keys(found).filter(
    (token) => !(token in truth) && !ignored.has(token) && !DERIVED.includes(token),
  );
  return [...said, ...invented]
    .filter((token) => JSON.stringify(truth[token]) !== JSON.stringify(found[token]))
    .map((token) => `${token}: expected ${JSON.stringify(truth[token])}, found ${JSON.stringify(found[token])}`);
}

/** What a comparison of many events found. */
export class Tally {
  compared = 0;
  tokens = 0;
  wrong = 0;
  readonly examples: string[] = [];

  add(name: string, comparison: Comparison): void {
    this.compared++;
    this.tokens += Object.keys(comparison.truth).length;
    this.miss(name, differences(comparison));
  }

  /** Counts an event as wrong when there is something to complain about. */
  miss(name: string, complaints: readonly string[]): void {
    if (complaints.length === 0) return;
    this.wrong++;
    if (this.examples.length < MOST_EXAMPLES) this.examples.push(`${name}: ${complaints.slice(0, 3).join('; ')}`);
  }
}
