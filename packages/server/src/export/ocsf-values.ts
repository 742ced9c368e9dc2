// Values as OCSF writes them: instants and lengths in milliseconds, closed lists as numbers, coordinates apart, countries by their code.

import type { PrintedEvent, PrintedValue } from '@gatehouse/model';

/** Undefined: the schema has no way to say it. */
type Write = (value: PrintedValue, event: PrintedEvent) => unknown;

/** By the words of syslog; the number alone may be the last one of a header, which says nothing about urgency. */
const SEVERITIES: Readonly<Record<string, readonly [id: number, name: string]>> = {
  emerg: [6, 'Fatal'],
  alert: [5, 'Critical'],
  crit: [5, 'Critical'],
  err: [4, 'High'],
  warning: [3, 'Medium'],
  notice: [2, 'Low'],
  info: [1, 'Informational'],
  debug: [1, 'Informational'],
};
const STATUSES: Readonly<Record<string, number>> = { Success: 1, Failure: 2 };
const DIRECTIONS: Readonly<Record<string, number>> = {
  'remote-to-local': 1,
  'local-to-remote': 2,
  'local-to-local': 3,
  'remote-to-remote': 99,
};

const instant: Write = (date) => Date.parse(String(date));
const list: Write = (value): readonly unknown[] => (Array.isArray(value) ? (value as readonly string[]) : [value]);
const part =
  (index: number): Write =>
  (pair) => {
    const number = Number(String(pair).split(',')[index]);
    return Number.isFinite(number) ? number : undefined;
  };

/** By the last names of a path. */
const WRITTEN: Readonly<Record<string, Write>> = {
  time: instant,
  start_time: instant,
  end_time: instant,
  logged_time: instant,
  leave_time: instant,
  duration: (seconds) => Number(seconds) * 1000,
  severity_id: (_value, { syslogSeverity }) => SEVERITIES[String(syslogSeverity)]?.[0],
  severity: (word) => SEVERITIES[String(word)]?.[1],
  log_level: (number, { syslogSeverity }) => syslogSeverity ?? String(number),
  status_id: (outcome) => STATUSES[String(outcome)],
  direction_id: (context) => DIRECTIONS[String(context)],
  lat: part(0),
  long: part(1),
  country: (name) => countryCode(String(name)),
  labels: list,
  intermediate_ips: list,
  x_forwarded_for: list,
  bytes_in: Number,
  bytes_out: Number,
  sequence: Number,
  original_event_uid: String,
  log_format: String,
  'session.uid': String,
  // The model names two tokens; the product is the more precise one.
  'product.name': (type, { deviceModel }) => deviceModel ?? type,
};

export function writeOcsf(path: string, value: PrintedValue, event: PrintedEvent): unknown {
  const names = path.split('.');
  const write = WRITTEN[names.slice(-2).join('.')] ?? WRITTEN[names.at(-1) ?? ''];
  return write === undefined ? value : write(value, event);
}

/** Two letters of ISO 3166-1 for an English name; undefined for one that the system writes otherwise. */
function countryCode(name: string): string | undefined {
  return COUNTRIES.get(name);
}

const COUNTRIES: ReadonlyMap<string, string> = countries();

function countries(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((one) => letters.map((other) => one + other));
  // Codes that are not in use any more come behind: the first of a name stays.
  return new Map(codes.toReversed().map((code) => [names.of(code) ?? code, code]));
}
