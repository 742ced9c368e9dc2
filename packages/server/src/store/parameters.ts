// Values for the placeholders of a statement, and settings, as one SET statement. Every value goes in as hexadecimal digits, so that there
// is nothing in it that could end a literal. The library's own binding keeps parameters per process and lets one bound statement run at a
// time (ADR 0012); set on the connection, they belong to it.
//
//   SET param_user = x'6f276861726127', max_execution_time = 5

import type { SqlParameters, SqlValue } from './event-store.js';

/** The time of this parameter, which is in milliseconds since 1970 UTC. */
export function instant(parameter: string): string {
  return `fromUnixTimestamp64Milli({${parameter}:Int64}, 'UTC')`;
}

export type Settings = Readonly<Record<string, string | number>>;

/** Null when there is nothing to set. */
export function setStatement(parameters: SqlParameters, settings: Settings): string | null {
  const bound = Object.entries(parameters).map(
    ([name, value]) => `param_${plain(name)} = ${hexadecimal(printed(value))}`,
  );
  const set = Object.entries(settings).map(
    ([name, value]) => `${plain(name)} = ${typeof value === 'number' ? number(value) : hexadecimal(value)}`,
  );
  const assignments = [...set, ...bound];
  return assignments.length === 0 ? null : `SET ${assignments.join(', ')}`;
}

function plain(name: string): string {
  if (/^\w+$/.test(name)) return name;
  throw new TypeError(`no name of a parameter: ${JSON.stringify(name)}`);
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  throw new TypeError(`no value of a setting: ${value}`);
}

function hexadecimal(text: string): string {
  return `x'${Buffer.from(text, 'utf8').toString('hex')}'`;
}

/** As the engine reads a parameter: a text in its tab-separated form, a list as a literal. */
function printed(value: SqlValue): string {
  if (typeof value === 'string') return escaped(value);
  if (!Array.isArray(value)) return String(value);
  return `[${value.map((item: string | number | bigint) => (typeof item === 'string' ? quoted(item) : String(item))).join(',')}]`;
}

function quoted(text: string): string {
  return `'${escaped(text).replaceAll("'", "\\'")}'`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\0': '\\0', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return text.replace(/[\\\0\n\r\t]/g, (character) => ESCAPES[character] ?? character);
}
