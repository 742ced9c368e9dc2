/** One thing that happened on an appliance at an instant, and the line with its truth that comes of it. */
import { asRead, isText, toBytes } from './bytes.js';
import type { Entry, Facts } from './entry.js';
import { CANONICAL, type Form, type Heading, headerFacts } from './form.js';
import type { Gateway } from './network.js';

export interface Occurrence {
  readonly at: number;
  readonly gateway: Gateway;
  readonly engine: number;
  readonly entry: Entry;
  readonly scenario: string;
  /** Name of the true VPN session. */
  readonly session?: string;
  readonly form?: Form;
  /** What is special about it, for those who measure: `stolen`, `injected-user`, … */
  readonly trick?: string;
  readonly spoil?: Spoil;
}

/** Damage done to the finished line (bytes), and what can still be read of it. */
export interface Spoil {
  readonly change: (line: string) => string;
  readonly leaves: (facts: Facts) => Facts;
}

/** Tokens of the data model that the line says, and beside them what only the generator knows. */
export interface Truth extends Facts {
  readonly scenario: string;
  readonly session?: string;
  readonly form?: string;
  readonly trick?: string;
}

export interface Generated {
  /** One character per byte, without line end. */
  readonly line: string;
  /** Computed when asked for. */
  readonly truth: Truth;
}

export function writeLine(occurrence: Occurrence, number: number): Generated {
  const { gateway, entry, spoil } = occurrence;
  const form = occurrence.form ?? CANONICAL;
  const heading: Heading = {
    at: occurrence.at,
    host: form.host ?? gateway.host,
    nsip: gateway.nsip,
    node: gateway.node,
    engine: occurrence.engine,
    number,
  };
  const line = toBytes(form.dress(heading, entry));
  return {
    line: spoil === undefined ? line : spoil.change(line),
    get truth() {
      const facts = { ...headerFacts(form, heading, entry), ...readable(entry.facts()) };
      return { ...labels(occurrence), ...(spoil === undefined ? facts : spoil.leaves(facts)) };
    },
  };
}

function labels(occurrence: Occurrence): Truth {
  const { scenario, session, form, trick } = occurrence;
  return {
    scenario,
    ...(session === undefined ? {} : { session }),
    ...(form === undefined ? {} : { form: form.name }),
    ...(trick === undefined ? {} : { trick }),
  };
}

/** Bytes that are no text read as U+FFFD, and a user name made of them is marked. */
function readable(facts: Facts): Facts {
  const userName = facts['userName'];
  const isBinary = typeof userName === 'string' && !isText(userName);
  const read: Facts = Object.fromEntries(
    Object.entries(facts).map(([token, value]) => [token, typeof value === 'string' ? asRead(value) : value]),
  );
  return isBinary ? { ...read, userNameBinary: true } : read;
}
