// Event sources that the journal may hold lines of: those that are configured, and those that once were. A listener may be removed
// while its lines still wait; they are read as they would have been then, and belong to the same tenant.
//
//   {"vienna": {"customerId": "…", "timezone": "UTC", "dateOrder": "mdy", "severityFrom": "pri", "maxFrameBytes": 65536}}

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, ListenerConfig } from '../config/keys.js';

/** What decides how the lines of a source are read, and whose they are. */
export type KnownSource = Pick<
  ListenerConfig,
  'customerId' | 'timezone' | 'dateOrder' | 'severityFrom' | 'maxFrameBytes'
>;

export type KnownSources = Readonly<Record<string, KnownSource>>;

/** The sources of the configuration beside those of earlier ones; on disk when it returns. */
export function knownSources({ dataFolder, listeners }: Pick<Config, 'dataFolder' | 'listeners'>): KnownSources {
  const path = join(dataFolder, 'sources.json');
  const before = textOf(path);
  const sources: KnownSources = {
    ...(JSON.parse(before === '' ? '{}' : before) as KnownSources),
    ...Object.fromEntries(listeners.map((listener) => [listener.id, asKnown(listener)])),
  };
  const text = `${JSON.stringify(sources, null, 2)}\n`;
  if (text !== before) {
    writeFileSync(`${path}.new`, text, { flush: true });
    renameSync(`${path}.new`, path);
  }
  return sources;
}

function asKnown({ customerId, timezone, dateOrder, severityFrom, maxFrameBytes }: ListenerConfig): KnownSource {
  return { customerId, timezone, dateOrder, severityFrom, maxFrameBytes };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
