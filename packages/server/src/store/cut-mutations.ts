// What a DELETE is to do is written to a file beside the parts of its table before it is done. On a full disk, or when power fails, the
// engine may leave that file empty or cut off without noticing, and never opens the store again ("Cannot parse input: expected 'format
// version: 1'"). Whoever wanted the rows gone finds them still there and asks once more, so such a file can go.
//
//   <folder>/events/store/1fa/1fa2…/mutation_42.txt      format version: 1\ncreate time: …\ncommands: …\n

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const WHOLE = /^format version: 1\ncreate time: [^\n]+\ncommands: [^\n]+\n/;

/** Before the engine opens `engine`, the folder of its files. */
export function removeCutMutations(engine: string): void {
  for (const path of mutationFiles(join(engine, 'store'))) if (!WHOLE.test(readFileSync(path, 'utf8'))) rmSync(path);
}

function mutationFiles(store: string): string[] {
  const tables = namesIn(store).flatMap((prefix) => namesIn(join(store, prefix)).map((id) => join(store, prefix, id)));
  return tables.flatMap((table) =>
    namesIn(table)
      .filter((name) => /^mutation_\d+\.txt$/.test(name))
      .map((name) => join(table, name)),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
