// The audit of a running server. Its latest hash goes into the log, which is kept elsewhere, so that a chain that was made anew can be told
// from this one: `gatehouse audit verify --expect`.

import type { AuditTrail } from '../audit/audit.js';
import { auditFolder, openLmdbTrail } from '../audit/lmdb-trail.js';
import type { Log } from '../log.js';

export function openAudit(
  dataFolder: string,
  { log, now }: { readonly log: Log; readonly now: () => Date },
): AuditTrail {
  const trail = openLmdbTrail({ folder: auditFolder(dataFolder), now: () => now().getTime() });
  log.info({ ...trail.head() }, 'the audit goes on behind this record');
  return {
    append: (entry) => trail.append(entry),
    search: (range) => trail.search(range),
    verify: (expected) => trail.verify(expected),
    head: () => trail.head(),
    async close() {
      log.info({ ...trail.head() }, 'the audit ends with this record');
      await trail.close();
    },
  };
}
