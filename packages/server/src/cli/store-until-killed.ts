// A process that stores and kills itself when the n-th statement that writes has been executed. In: a folder, a file or `journal`, n, and
// a number for what goes into the journal before. Exits with 0 when it has stored everything before that.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GroupLog } from '../block/group-log.js';
import { Processor } from '../block/processor.js';
import { openLmdbJournal } from '../journal/lmdb-journal.js';
import { segmentOf } from '../journal/sample-segments.js';
import { openChdbStore } from '../store/chdb-store.js';
import type { EventStore } from '../store/event-store.js';
import { journalRange } from '../store/journal-range.js';
import { ingestFile } from './ingest-file.js';

const SOURCES = ['vienna', 'graz'];
const LINES = 20;

/** Lines of two sources in two journal blocks; round and number tell each from all others. */
export function linesOfRound(source: string, round: number): string[] {
  const numbers = Array.from({ length: LINES }, (_, index) => round * LINES + index);
  return numbers.map(
    (number) =>
      `<134> 11/24/2026:08:00:00 GMT ${source} 0-PPE-0 : default UI CMD_EXECUTED ${number} 0 :  User nsroot - ` +
      'Remote_ip 192.0.2.9 - Command "show ns info" - Status "Success"',
  );
}

async function storeJournal(folder: string, store: EventStore, round: number): Promise<void> {
  const journal = await openLmdbJournal({ folder: join(folder, 'journal'), limitBytes: 2 ** 30 });
  const { identity, first, last } = journal.facts();
  const groups = await GroupLog.open(join(folder, 'groups'), { identity, first, last });
  const firstBlock = await journalRange(store, { identity, folder }, new Date(0));
  const lines = SOURCES.map((sourceId) => ({ sourceId, all: linesOfRound(sourceId, round) }));
  const half = (from: number, to: number) =>
    lines.map(({ sourceId, all }) => segmentOf(all.slice(from, to), { sourceId }));
  await journal.append(half(0, LINES / 2));
  await journal.append(half(LINES / 2, LINES).reverse());
  const settings = { constants: {}, collectorReceivedTime: null, maxLineBytes: 1000 };
  const processor = new Processor({
    ...{ journal, store, groups, firstBlock, threads: 1 },
    sources: Object.fromEntries(SOURCES.map((source) => [source, settings])),
    enrichment: () => null,
    onForgotten: () => settings,
    onUnread: ({ failure }) => console.error(failure),
    onStored: () => undefined,
    onFailure: (error) => console.error(error),
    timing: { retryMs: 10, gatherMs: 20 },
  });
  processor.start();
  while (journal.facts().blocks > 0) await sleep(5);
  await processor.stop();
  await journal.close();
}

interface Run {
  readonly folder: string;
  readonly what: string;
  readonly statement: number;
  readonly round: number;
}

async function run({ folder, what, statement, round }: Run): Promise<void> {
  let statements = 0;
  const onStatement = (sql: string) => {
    if (/^\s*(INSERT|DELETE)/.test(sql) && ++statements === statement) process.kill(process.pid, 'SIGKILL');
  };
  const store = await openChdbStore({ folder, create: true, onStatement });
  if (what === 'journal') await storeJournal(folder, store, round);
  else {
    const now = () => new Date();
    const request = {
      path: what,
      settings: { constants: {} },
      enrichment: null,
      dedupe: false,
      now,
      signal: new AbortController().signal,
    };
    await ingestFile(store, request);
  }
  await store.close();
}

const [, script = '', folder, what = '', statement = '0', round = '0'] = process.argv;
if (script.endsWith('store-until-killed.js') && folder !== undefined) {
  await run({ folder, what, statement: Number(statement), round: Number(round) });
  process.exit(0); // the engine keeps the process
}
