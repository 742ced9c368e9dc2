/**
 * How a line is dressed: the appliance's own header, or what builds, daemons and relays make of it. The canonical form is
 *
 *   <PRI> DATE GMT HOST N-PPE-M : PARTITION MODULE EVENT NUMBER X :  BODY
 *   <134> 03/17/2026:08:05:00 GMT gw-vie-1 0-PPE-2 : default SSLVPN LOGIN 3219635502 0 :  Context …
 */
import type { Entry, Facts, Style } from './entry.js';
import { createStamp, isoStamp } from './stamps.js';

const LOCAL0 = 16;

/** Everything a header may say. */
export interface Heading {
  readonly at: number;
  readonly host: string;
  readonly nsip: string;
  readonly node: number;
  readonly engine: number;
  /** The message number: rises by one per packet engine. */
  readonly number: number;
}

export type HeaderToken =
  | 'eventTime'
  | 'deviceName'
  | 'nodeId'
  | 'packetEngine'
  | 'ppeId'
  | 'partition'
  | 'category'
  | 'sessionId'
  | 'logFormat';

export interface Form {
  readonly name: string;
  readonly style: Style;
  /** Header tokens that a line of this form does not say. */
  readonly lacks: readonly HeaderToken[];
  /** Where the severity stands: in PRI or a word, in the number before the second colon, or nowhere. */
  readonly severity: 'level' | 'trailing' | 'none';
  /** A device of its own, where one device would not mix this form with others. */
  readonly host?: string;
  readonly dress: (heading: Heading, entry: Entry) => string;
}

export const GMT_STYLE: Style = { stamp: createStamp('mdy'), zone: ' GMT', afterSessionId: '- ' };

export function pri(entry: Entry): string {
  return `<${LOCAL0 * 8 + entry.severity}> `;
}

/** `DATE GMT HOST`, in the style of the form; the blanks of what is missing stay. */
export function dateAndHost(heading: Heading, style: Style): string {
  return `${style.stamp(heading.at)}${style.zone} ${heading.host}`;
}

/** `N-PPE-M : PARTITION MODULE EVENT NUMBER X :  BODY` */
export function engineAndBody(heading: Heading, entry: Entry, style: Style): string {
  const { node, engine, number } = heading;
  return `${node}-PPE-${engine} : default ${entry.category} ${entry.eventName} ${number} 0 :  ${entry.write(style)}`;
}

export const CANONICAL: Form = {
  name: 'V1',
  style: GMT_STYLE,
  lacks: [],
  severity: 'level',
  dress: (heading, entry) =>
    `${pri(entry)}${dateAndHost(heading, GMT_STYLE)} ${engineAndBody(heading, entry, GMT_STYLE)}`,
};

/** What the header says, in tokens. */
export function headerFacts(form: Form, heading: Heading, entry: Entry): Facts {
  const all: Required<Pick<Facts, HeaderToken>> = {
    eventTime: isoStamp(heading.at),
    deviceName: heading.host,
    nodeId: heading.node,
    packetEngine: 'PPE',
    ppeId: heading.engine,
    partition: 'default',
    category: entry.category,
    sessionId: String(heading.number),
    logFormat: 0,
  };
  const lacks: readonly string[] = form.lacks;
  const said = Object.entries(all).filter(([token]) => !lacks.includes(token));
  return { ...Object.fromEntries(said), eventName: entry.eventName, ...severityFact(form, entry) };
}

function severityFact(form: Form, entry: Entry): Facts {
  if (form.severity === 'none') return {};
  return { deviceSeverity: form.severity === 'level' ? entry.severity : 0 };
}
