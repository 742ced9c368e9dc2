// How journal blocks were grouped when they were stored: a small file beside the journal, written and synchronised before a
// group is stored. The same groups give the same block numbers, so what is stored again after a crash, or on request, is
// recognised by the store.
//
//   journal 8f2c51d0a97b3e64      identity of the journal that the numbers belong to
//   again 42                      only after an earlier file was lost: blocks up to 42 may have been stored under other bounds
//   17 42 vienna,graz             blocks 17 to 42 are one group; what they hold of vienna is stored as its first block

import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface GroupRange {
  readonly from: number;
  readonly to: number;
  /** Event sources in the order of their stored blocks, so that it holds even when a block of the journal is lost meanwhile. */
  readonly sources: readonly string[];
}

/** The file cannot be believed: what stands in the store of blocks that the journal has not released must be found there. */
export interface LostGroups {
  /** Where the file is now; null when there was none. */
  readonly movedTo: string | null;
  readonly reason: string;
}

interface Found {
  readonly groups: GroupRange[];
  readonly again: number;
  readonly lost: LostGroups | null;
}

export class GroupLog {
  readonly #path: string;
  readonly #identity: string;
  #groups: GroupRange[];
  #again: number;
  #lost: LostGroups | null;
  #file: FileHandle | null = null;

  private constructor(path: string, identity: string, { groups, again, lost }: Found) {
    this.#path = path;
    this.#identity = identity;
    this.#groups = groups;
    this.#again = again;
    this.#lost = lost;
  }

  /** `first`: lowest block that the journal still has; groups before it are forgotten. */
  static async open(path: string, journal: { identity: string; first: number; last: number }): Promise<GroupLog> {
    const found = await readGroups(path, journal);
    const log = new GroupLog(path, journal.identity, found);
    if (found.lost === null) await log.forget(journal.first);
    return log;
  }

  /** Null in the usual case, and once what was lost has been made good. */
  get lost(): LostGroups | null {
    return this.#lost;
  }

  /** The store holds nothing of the groups that were lost; blocks up to `again` are stored once more. */
  async makeGood(again: number): Promise<void> {
    this.#again = again;
    await this.#rewrite();
    this.#lost = null;
  }

  /** Up to this block the store may have seen the number of a group already, whether or not its rows are there. */
  get begunUpTo(): number {
    return Math.max(this.#groups.at(-1)?.to ?? 0, this.#again);
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
    if (this.#again < first) this.#again = 0;
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
    const head = [`journal ${this.#identity}\n`, ...(this.#again > 0 ? [`again ${this.#again}\n`] : [])];
    await writeFile(`${this.#path}.new`, [...head, ...this.#groups.map(lineOf)].join(''), { flush: true });
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

function lineOf({ from, to, sources }: GroupRange): string {
  return `${from} ${to} ${sources.join()}\n`;
}

async function readGroups(path: string, journal: { identity: string; last: number }): Promise<Found> {
  const nothing = { groups: [], again: 0, lost: null };
  if (!existsSync(path))
    return journal.last === 0 ? nothing : { ...nothing, lost: { movedTo: null, reason: 'there is no file' } };
  const [header = '', ...lines] = (await readFile(path, 'utf8')).split('\n');
  if (/^journal [0-9a-f]+$/.test(header) && header !== `journal ${journal.identity}`) return nothing;
  // Behind the last line feed is nothing, or what was cut off in a crash: of such a group nothing was stored.
  const whole = lines.slice(0, -1);
  const [, again = null] = /^again (\d{1,15})$/.exec(whole[0] ?? '') ?? [];
  const groups = whole.slice(again === null ? 0 : 1).map(rangeOf);
  const isWhole = groups.every((group, index) => follows(group, groups[index - 1]));
  if (isWhole && header === `journal ${journal.identity}`)
    return { groups: groups.filter((group) => group !== null), again: Number(again ?? 0), lost: null };
  const movedTo = `${path}.damaged-${Date.now()}`;
  await rename(path, movedTo);
  return { ...nothing, lost: { movedTo, reason: 'it is damaged' } };
}

function rangeOf(line: string): GroupRange | null {
  const [, from, to, sources] = /^(\d{1,15}) (\d{1,15}) ([\w,-]+)$/.exec(line) ?? [];
  if (from === undefined || to === undefined || sources === undefined) return null;
  return { from: Number(from), to: Number(to), sources: sources.split(',') };
}

function follows(group: GroupRange | null, before: GroupRange | null | undefined): boolean {
  return group !== null && group.from <= group.to && (before?.to ?? 0) < group.from;
}
