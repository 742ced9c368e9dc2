// What is wrong with a file of the enrichment: it is told with its place, and the rest of the file is used.

export interface Problem {
  readonly path: string;
  /** From 1; null where it is the file as a whole. */
  readonly line: number | null;
  readonly reason: string;
}

/** A file that is wrong from top to bottom tells it a few times. */
const MOST_TOLD = 5;

export class Problems {
  readonly list: Problem[] = [];
  readonly #path: string;
  #untold = 0;

  constructor(path: string) {
    this.#path = path;
  }

  add(line: number | null, reason: string): void {
    if (this.list.length < MOST_TOLD) this.list.push({ path: this.#path, line, reason });
    else this.#untold++;
  }

  /** Those that were added, and how many more there were. */
  all(): readonly Problem[] {
    if (this.#untold === 0) return this.list;
    return [...this.list, { path: this.#path, line: null, reason: `and ${this.#untold} more` }];
  }
}

export function problemText({ path, line, reason }: Problem): string {
  return line === null ? `${path}: ${reason}` : `${path}:${line}: ${reason}`;
}
