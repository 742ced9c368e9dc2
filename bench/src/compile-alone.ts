/**
 * From the text of a query to its statement, without running it: microseconds, warm, with the templates of a store and what its search
 * index says of the words, which are asked for beforehand. Prints CompileFigures[] as JSON.
 */
import { performance } from 'node:perf_hooks';
import { check, compile, createZone, lookupsOf, parse, type ResolvedQuery } from '../../packages/qql/dist/index.js';
import { EventReader } from '../../packages/server/dist/query/event-reader.js';
import { StoreFacts } from '../../packages/server/dist/query/store-facts.js';
import { findWhereabouts } from '../../packages/server/dist/query/whereabouts.js';
import { openChdbStore } from '../../packages/server/dist/store/chdb-store.js';
import { COMPILE_CASES, type CompileCase } from './compile-cases.js';

const WARM_UP = 1000;
const RUNS = 2000;

export interface CompileFigures extends CompileCase {
  /** Characters of the statement. */
  readonly statement: number;
  /** Microseconds: text to tree; text to resolved query; resolved query to look-ups and statement; text to statement. */
  readonly parse: readonly number[];
  readonly check: readonly number[];
  readonly compile: readonly number[];
  readonly all: readonly number[];
}

const store = await openChdbStore({ folder: process.argv[2] ?? '', create: false });
const reader = new EventReader({ store, tenants: null });
const facts = new StoreFacts(store);
await facts.refresh();
const findNumbers = await facts.numbers();
const zone = createZone('Europe/Berlin') ?? 'UTC';
const reading = { now: Date.now(), zone };

function resolved(query: string): ResolvedQuery {
  const { query: found, diagnostics } = check(query, reading);
  if (found === undefined) throw new Error(`${query}: ${diagnostics[0]?.message}`);
  return found;
}

async function measure(one: CompileCase): Promise<CompileFigures> {
  const { query } = one;
  const read = resolved(query);
  const findWords = await findWhereabouts({ reader, lookups: lookupsOf(read), blocks: facts.blocks });
  const toStatement = (tree: ResolvedQuery): number => {
    lookupsOf(tree);
    return compile(tree, { rawLine: facts.rawLine, findWords, findNumbers }).sql.length;
  };
  return {
    ...one,
    statement: toStatement(read),
    parse: timed(() => parse(query)),
    check: timed(() => resolved(query)),
    compile: timed(() => toStatement(read)),
    all: timed(() => toStatement(resolved(query))),
  };
}

function timed(work: () => unknown): readonly number[] {
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const begin = performance.now();
    work();
    if (run >= WARM_UP) times.push((performance.now() - begin) * 1000);
  }
  return times.map((time) => Math.round(time * 10) / 10);
}

const figures: CompileFigures[] = [];
for (const one of COMPILE_CASES) figures.push(await measure(one));
process.stdout.write(JSON.stringify(figures));
await store.close();
