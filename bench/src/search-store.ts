/** The store that is searched: as many inputs as it takes, each with other people on another day, ingested one after the other. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeInput } from './input.js';
import type { BenchOptions } from './options.js';
import { ingest, settleMerges } from './ours.js';
import type { StoreFigures } from './settle.js';

export interface SearchStore {
  readonly data: string;
  readonly figures: StoreFigures;
}

export async function makeSearchStore(options: BenchOptions, say: (text: string) => void): Promise<SearchStore> {
  const data = join(options.folder, 'search-store');
  const complete = join(data, `complete-${options.queries}`);
  if (!options.reuse || !existsSync(complete)) {
    rmSync(data, { recursive: true, force: true });
    await fill(data, options, say);
    mkdirSync(data, { recursive: true });
    writeFileSync(complete, '');
  }
  const { store } = await settleMerges(data);
  return { data, figures: store };
}

async function fill(
  data: string,
  { events, queries, folder }: BenchOptions,
  say: (text: string) => void,
): Promise<void> {
  const copies = Math.ceil(queries / events);
  for (let copy = 0; copy < copies; copy++) {
    say(`store to be searched: file ${copy + 1} of ${copies}`);
    await ingest(await makeInput({ folder, events, copy }), data);
  }
}
