// How journal blocks were grouped when they were stored: a small file beside the journal, written and synchronised before a
// group is stored. The same groups give the same block numbers, so what is stored again after a crash, or on request, is
// recognised by the store.
//
//   journal 8f2c51d0a97b3e64      identity of the journal that the numbers belong to
//   17 42                         blocks 17 to 42 are one group

import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises';

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
    const groups = header === `journal ${journal.identity}` ? lines.flatMap(rangeOf) : [];
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
    this.#file ??= await open(this.#path, 'a');
    await this.#file.write(lineOf(group));
    await this.#file.datasync();
    this.#groups.push(group);
  }

  /** Leaves out the groups whose blocks are all before `first`. */
  async forget(first: number): Promise<void> {
    this.#groups = this.#groups.filter(({ to }) => to >= first);
    await this.close();
    await writeFile(`${this.#path}.new`, `journal ${this.#identity}\n${this.#groups.map(lineOf).join('')}`, {
      flush: true,
    });
    await rename(`${this.#path}.new`, this.#path);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }
}

function lineOf({ from, to }: GroupRange): string {
  return `${from} ${to}\n`;
}

/** A line that was cut off in a crash belongs to a group of which nothing was stored. */
function rangeOf(line: string): GroupRange[] {
  const [, from, to] = /^(\d+) (\d+)$/.exec(line) ?? [];
  return from === undefined || to === undefined ? [] : [{ from: Number(from), to: Number(to) }];
}
