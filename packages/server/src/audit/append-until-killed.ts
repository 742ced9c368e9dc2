// Made for tests: adds to the audit in a process of its own, as fast as it can, until it is killed. Says on standard output which records
// have been written.

import type { AuditEntry } from './audit.js';
import { openLmdbTrail } from './lmdb-trail.js';

export function sampleEntry(entry: Partial<AuditEntry> = {}): AuditEntry {
  return {
    action: 'search',
    outcome: 'Success',
    actor: { id: 'u1', name: 'Anna Huber', login: 'anna', role: 'analyst', via: 'session' },
    address: '192.0.2.7',
    tenants: ['a'],
    subject: 'POST /api/v1/events/search',
    details: { body: { query: 'eventName: LOGIN' } },
    ...entry,
  };
}

export async function appendUntilKilled(folder: string, name: string): Promise<void> {
  const trail = openLmdbTrail({ folder });
  for (let number = 0; ; number++) {
    const { sequence } = await trail.append(sampleEntry({ details: { text: `${name} ${number}` } }));
    process.stdout.write(`${sequence} ${name} ${number}\n`);
  }
}
