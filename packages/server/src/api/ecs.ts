// An event under the names of the Elastic Common Schema, nested; tokens without a name there stand under `gatehouse`.

import { FIELDS } from '@gatehouse/model';
import type { PrintedEvent, PrintedValue } from '../map/print.js';

interface Nested {
  [name: string]: Nested | PrintedValue;
}

export function ecsOf(event: PrintedEvent): Readonly<Record<string, unknown>> {
  const made: Nested = {};
  const own: Record<string, PrintedValue> = {};
  for (const { token, ecs } of FIELDS) {
    const value = event[token];
    if (value === undefined) continue;
    if (ecs.length === 0) own[token] = value;
    for (const path of ecs) put(made, path.split('.'), value);
  }
  return Object.keys(own).length === 0 ? made : { ...made, gatehouse: own };
}

/** A name that two tokens share keeps the first one's value: the model names the better one first. */
function put(into: Nested, path: readonly string[], value: PrintedValue): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    into[name] ??= value;
    return;
  }
  const inner = into[name] ?? {};
  if (typeof inner !== 'object' || Array.isArray(inner)) return;
  into[name] = inner;
  put(inner as Nested, rest, value);
}
