// The canonical spelling of a query: print.ts, with token names as the dictionary writes them.

import type { Field } from '@gatehouse/model';
import type { Diagnostic } from './errors.js';
import { vocabularyOf } from './names.js';
import { parse } from './parse.js';
import { print } from './print.js';

export type Formatted =
  | { readonly text: string; readonly error?: never }
  | { readonly error: Diagnostic; readonly text?: never };

export function format(text: string, fields?: readonly Field[]): Formatted {
  const { tree, error } = parse(text);
  if (error !== undefined) return { error };
  const { find } = vocabularyOf(fields);
  return { text: print(tree, (name) => find(name)?.token ?? name) };
}
