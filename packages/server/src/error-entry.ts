// A row of the tables of errors.

export interface ErrorEntry {
  readonly message: string;
  readonly exitCode: 1 | 2;
  readonly remedy: string;
  /** Without it what exits with 2 is answered with 400, the rest with 500. */
  readonly status?: number;
}
