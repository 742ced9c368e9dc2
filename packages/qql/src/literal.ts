// Writing a value so that a query finds exactly it: what the editor inserts and what a click on a value adds to the query.

import type { Field } from '@gatehouse/model';
import { parse } from './parse.js';

/** `value` as it stands behind `token: `, in its shortest form that means the whole value. */
export function literal(field: Field, value: string): string {
  const isWords = field.type === 'string' || field.type === 'text';
  if (isWords || value.includes(' ') || !isPlain(value)) return `\`${value.replace(/[`\\]/g, '\\$&')}\``;
  return value;
}

/** Would it be read back as itself, without wildcards? Inside a list and a range too. */
function isPlain(value: string): boolean {
  if (value.includes(',') || value.includes('..')) return false;
  const { tree } = parse(`x: ${value}`);
  if (tree?.kind !== 'clause' || tree.operator !== ':' || tree.value.kind !== 'bare') return false;
  return tree.value.text === value && tree.value.wild.length === 0;
}
