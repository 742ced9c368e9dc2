// The report of a running server, put together when somebody asks: the books, the journal, the kernel, the process.

import type { Journal } from '../journal/journal.js';
import type { Accounting, ListenerAccount } from './accounting.js';
import { readKernelDrops } from './kernel-drops.js';
import type { RetentionState } from './retention.js';
import { type ProcessStatus, STATUS_VERSION, type StatusReport } from './status-report.js';

export interface StatusParts {
  readonly accounting: Accounting;
  readonly journal: Pick<Journal, 'facts'>;
  readonly retention: { readonly state: RetentionState };
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
}

export function createStatus({ accounting, journal, retention, clock }: StatusParts): () => Promise<StatusReport> {
  const startedAt = clock();
  return async () => {
    await Promise.all(accounting.accounts().map(askKernel));
    const facts = journal.facts();
    return {
      statusVersion: STATUS_VERSION,
      time: new Date(clock()).toISOString(),
      process: processStatus(startedAt, clock()),
      journal: facts,
      retention: retention.state,
      ...accounting.report(facts),
    };
  };
}

async function askKernel(account: ListenerAccount): Promise<void> {
  const socket = account.udpSocket;
  if (socket !== null) account.kernelDrops(await readKernelDrops(socket));
}

function processStatus(startedAt: number, now: number): ProcessStatus {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    startedAt: new Date(startedAt).toISOString(),
    uptimeSeconds: (now - startedAt) / 1000,
    residentBytes: rss,
    heapBytes: heapUsed,
    cpuSeconds: (user + system) / 1e6,
  };
}
