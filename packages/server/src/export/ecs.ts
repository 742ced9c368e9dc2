// An event under the names of the Elastic Common Schema (https://www.elastic.co/docs/reference/ecs), nested or flat; tokens without a name
// there stand under `gatehouse`. Units and words are those of the schema where it has its own.

import { FIELDS, fieldOf, type PrintedEvent, type PrintedValue, type Token } from '@gatehouse/model';
import { type Nested, place } from './nested.js';

const ECS_VERSION = '8.17.0';

/** network.direction as seen from the own networks. */
const DIRECTIONS: Readonly<Record<string, string>> = {
  'local-to-remote': 'outbound',
  'remote-to-local': 'inbound',
  'local-to-local': 'internal',
  'remote-to-remote': 'external',
};

const WRITTEN: Readonly<Record<string, (value: PrintedValue) => PrintedValue | undefined>> = {
  // Nanoseconds.
  'event.duration': (seconds) => Number(seconds) * 1e9,
  'event.outcome': (outcome) => String(outcome).toLowerCase(),
  'event.type': (access) => [String(access).toLowerCase()],
  'event.id': String,
  'log.level': String,
  'network.direction': (context) => DIRECTIONS[String(context)],
  'url.domain': (url) => /^[^/:]+/.exec(String(url))?.[0],
};

export function ecsOf(event: PrintedEvent): Readonly<Record<string, unknown>> {
  const made: Nested = {};
  for (const [path, value] of ecsValues(event)) place(made, { path, value });
  return made;
}

/** The same as one flat row, by the full names. */
export function ecsRow(event: PrintedEvent): Readonly<Record<string, PrintedValue>> {
  const row: Record<string, PrintedValue> = {};
  for (const [path, value] of ecsValues(event)) row[path] ??= value;
  return row;
}

/** Names that rows of these tokens may have. */
export function ecsNames(tokens: readonly Token[]): readonly string[] {
  return [...new Set(['ecs.version', ...tokens.flatMap((token) => namesOf(fieldOf(token)))])];
}

function* ecsValues(event: PrintedEvent): Generator<readonly [string, PrintedValue]> {
  yield ['ecs.version', ECS_VERSION];
  for (const field of FIELDS) {
    const value = event[field.token];
    if (value === undefined) continue;
    for (const path of namesOf(field)) {
      const write = WRITTEN[path];
      const written = write === undefined ? value : write(value);
      if (written !== undefined) yield [path, written];
    }
  }
}

function namesOf({ token, ecs }: { readonly token: Token; readonly ecs: readonly string[] }): readonly string[] {
  return ecs.length === 0 ? [`gatehouse.${token}`] : ecs;
}
