// Which parts of a table have been looked at. Parts never change, and merges bring no new rows, so that most of what is new after a while
// need not be read again. A part is named `partition_first_last_level`, after the numbers of the inserts that it holds, with the number of
// the last change to its rows behind it.

interface Extent {
  /** Partition and last change: parts of the same lineage. */
  readonly lineage: string;
  readonly first: number;
  readonly last: number;
}

export class SeenParts {
  #names: ReadonlySet<string> = new Set();
  #extents: readonly Extent[] = [];

  /** Those with rows that may not have been seen. */
  fresh(names: readonly string[]): readonly string[] {
    return names.filter((name) => !this.#names.has(name) && !this.#isMergeOfSeen(extentOf(name)));
  }

  /** All there are now, each of them seen. */
  keep(names: readonly string[]): void {
    this.#names = new Set(names);
    this.#extents = names.flatMap((name) => extentOf(name) ?? []);
  }

  /** Parts do not overlap: as many numbers as the part has are all of its numbers. */
  #isMergeOfSeen(part: Extent | null): boolean {
    if (part === null) return false;
    const within = this.#extents.filter(
      ({ lineage, first, last }) => lineage === part.lineage && first >= part.first && last <= part.last,
    );
    const seen = within.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    return seen === part.last - part.first + 1;
  }
}

function extentOf(name: string): Extent | null {
  const found = /^([^_]+)_(\d+)_(\d+)_\d+(?:_(\d+))?$/.exec(name);
  if (found === null) return null;
  const [, partition = '', first = '', last = '', change = ''] = found;
  return { lineage: `${partition} ${change}`, first: Number(first), last: Number(last) };
}
