// A watch list: one user, address or network per line; `#` begins a comment. What is hit gets the name of the list as a tag.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { networkBounds } from './address-bits.js';
import type { Problems } from './problem.js';

export interface WatchEntries {
  readonly networks: readonly string[];
  readonly users: readonly string[];
}

const MAX_ENTRIES = 1_000_000;
const MAX_ENTRY = 1000;

/** What only an address can be, however badly it is written. */
const LOOKS_LIKE_ADDRESS = /^(?:\d+(?:\.\d+){3}|[\da-f]*:[\da-f:.]*)(?:\/\S*)?$/i;

/** Throws the error of the file system. */
export async function readWatchList(path: string, problems: Problems): Promise<WatchEntries> {
  const networks: string[] = [];
  const users: string[] = [];
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line++;
    const entry = text
      .replace(/^\uFEFF/, '')
      .replace(/(?:^|\s)#.*$/, '')
      .trim();
    if (entry === '') continue;
    if (networks.length + users.length === MAX_ENTRIES) {
      problems.add(line, `it has more than ${MAX_ENTRIES} entries; the rest is left out`);
      break;
    }
    if (entry.length > MAX_ENTRY) problems.add(line, 'the entry is too long');
    else if (networkBounds(entry) !== null) networks.push(entry);
    else if (LOOKS_LIKE_ADDRESS.test(entry))
      problems.add(line, `${JSON.stringify(entry)} is no address and no network`);
    else users.push(entry);
  }
  return { networks, users };
}
