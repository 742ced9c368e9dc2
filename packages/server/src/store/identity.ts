// Who collected: ids that are the same for every event of this store.

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFailure } from './open-failure.js';

/** The tenant of an installation that has not been told otherwise. */
export const DEFAULT_CUSTOMER = '00000000-0000-4000-8000-000000000000';

export interface CollectorIdentity extends Readonly<Record<string, string>> {
  readonly customerId: string;
  readonly collectorId: string;
  readonly eventSourceId: string;
}

/** Identity for what `source` brings into `folder`; the collector's id is made once and kept there. */
export function sourceIdentity(folder: string, source: { id: string; customerId: string }): CollectorIdentity {
  const collectorId = idIn(folder);
  return { customerId: source.customerId, collectorId, eventSourceId: namedId(collectorId, source.id) };
}

function idIn(folder: string): string {
  try {
    return keptId(join(folder, 'collector-id'), folder);
  } catch (error) {
    throw openFailure(folder, error);
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

function keptId(path: string, folder: string): string {
  const kept = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (UUID.test(kept)) return kept;
  const id = randomUUID();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.new`, `${id}\n`, { flush: true });
  renameSync(`${path}.new`, path);
  return id;
}

/** UUID version 8 (RFC 9562 section 5.8) from a name: the same name gives the same id. */
function namedId(namespace: string, name: string): string {
  const hex = createHash('sha256').update(`${namespace} ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
