// How journal blocks were grouped when they were stored: a small file beside the journal, written and synchronised before a
// group is stored. The same groups give the same block numbers, so what is stored again after a crash, or on request, is
// recognised by the store.
//
//   journal 8f2c51d0a97b3e64      identity of the journal that the numbers belong to
//   17 42                         blocks 17 to 42 are one group

import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface GroupRange {
  readonly from: number;
  readonly to: number;
}

export class GroupLog {
  readonly #path: string;
  readonly #identity: string;
  #groups: GroupRange[];
  #file: FileHandle | null = null;

  private constructor(path: string, identity: string, groups: GroupRange[]) {
    this.#path = path;
    this.#identity = identity;
    this.#groups = groups;
  }

  /** `first`: lowest block that the journal still has; groups before it are forgotten. */
  static async open(path: string, journal: { identity: string; first: number }): Promise<GroupLog> {
    const [header, ...lines] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
    // Behind the last line feed is nothing, or what was cut off in a crash: of such a group nothing was stored.
    const groups = header === `journal ${journal.identity}` ? lines.slice(0, -1).flatMap(rangeOf) : [];
    const log = new GroupLog(path, journal.identity, groups);
    await log.forget(journal.first);
    return log;
  }

  /** In the order of their blocks. */
  get groups(): readonly GroupRange[] {
    return this.#groups;
  }

  /** Resolves when the group is on disk. */
  async add(group: GroupRange): Promise<void> {
    try {
      this.#file ??= await open(this.#path, 'a');
      await this.#file.write(lineOf(group));
      await this.#file.datasync();
    } catch (error) {
      // Part of the line may be there: it must not become the beginning of the next one.
      await this.#rewrite();
      throw error;
    }
    this.#groups.push(group);
  }

  /** Leaves out the groups whose blocks are all before `first`. */
  async forget(first: number): Promise<void> {
    this.#groups = this.#groups.filter(({ to }) => to >= first);
    await this.#rewrite();
  }

  /** The same once there are many of them. */
  async forgetSome(first: number): Promise<void> {
    const isWorthIt = this.#groups.length >= MANY && (this.#groups[MANY >> 1]?.to ?? first) < first;
    if (isWorthIt) await this.forget(first);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #rewrite(): Promise<void> {
    await this.close();
    await writeFile(`${this.#path}.new`, `journal ${this.#identity}\n${this.#groups.map(lineOf).join('')}`, {
      flush: true,
    });
    await rename(`${this.#path}.new`, this.#path);
    await synchroniseFolder(dirname(this.#path));
  }
}

/** Groups after which it is looked whether half of them can be forgotten. */
const MANY = 4096;

/** A file that was renamed is surely the one that is found after a loss of power only when its folder is on disk too. */
async function synchroniseFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function lineOf({ from, to }: GroupRange): string {
  return `${from} ${to}\n`;
}

function rangeOf(line: string): GroupRange[] {
  const [, from, to] = /^(\d+) (\d+)$/.exec(line) ?? [];
  return from === undefined || to === undefined ? [] : [{ from: Number(from), to: Number(to) }];
}
