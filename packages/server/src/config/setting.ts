// One key that somebody has set, and where: what the file, the environment and the flags are read into.

import type { KeyPath } from './keys.js';
import type { Written } from './values.js';

/** Where a value or a problem comes from. Lines and columns count from 1. */
export type Origin =
  | { readonly from: 'default' }
  | { readonly from: 'file'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'flag'; readonly name: string };

export interface Setting {
  readonly key: KeyPath;
  /** Index in the list of listeners; null for keys of the server. */
  readonly listener: number | null;
  readonly written: Written;
  readonly origin: Origin;
}

export function originText(origin: Origin): string {
  switch (origin.from) {
    case 'default':
      return 'default';
    case 'file':
      return `${origin.file}:${origin.line}:${origin.column}`;
    case 'environment':
      return origin.name;
    case 'flag':
      return origin.name;
  }
}
