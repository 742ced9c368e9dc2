// Which field a written name means. Case does not count, a dot may stand where the token has a capital (`source.port` is
// sourcePort), and in a nested query the inner name continues the outer one (`source: (port: 443)`), or stands for itself.

import type { Field } from '@gatehouse/model';
import { FIELDS, fieldOf } from '@gatehouse/model';
import { fold } from './fold.js';
import { nearest } from './spelling.js';

export interface Vocabulary {
  readonly fields: readonly Field[];
  readonly find: (token: string) => Field | undefined;
}

export interface Meaning {
  readonly field: Field;
  /** One label of a map, folded. */
  readonly label?: string;
}

export function vocabularyOf(fields?: readonly Field[]): Vocabulary {
  if (fields === undefined) return { fields: FIELDS, find: fieldOf };
  const byName = new Map(fields.map((field) => [field.token.toLowerCase(), field]));
  return { fields, find: (token) => byName.get(token.toLowerCase()) };
}

/** `outer` holds the names of the nested queries around this name, outermost first. */
export function findName(vocabulary: Vocabulary, outer: readonly string[], name: string): Meaning | null {
  if (outer.length > 0) {
    const joined = findDotted(vocabulary, [...outer, name].join('.'));
    if (joined !== null) return joined;
  }
  return findDotted(vocabulary, name);
}

function findDotted({ find }: Vocabulary, name: string): Meaning | null {
  const plain = find(name);
  if (plain !== undefined) return { field: plain };
  const dot = name.indexOf('.');
  if (dot < 0) return null;
  const map = find(name.slice(0, dot));
  if (map?.map === true) return { field: map, label: fold(name.slice(dot + 1)) };
  const joined = find(name.replaceAll('.', ''));
  return joined === undefined ? null : { field: joined };
}

/** What a name that means nothing may have been meant for, best first. Names of the Elastic Common Schema lead to ours. */
export function namesLike({ fields }: Vocabulary, outer: readonly string[], name: string): readonly string[] {
  const wanted = [...outer, name].join('.').toLowerCase();
  const aliased = fields.filter((field) => field.ecs.some((path) => path === wanted)).map((field) => field.token);
  if (aliased.length > 0) return aliased.slice(0, 3);
  const tokens = fields.map((field) => field.token);
  return nearest(wanted.replaceAll('.', ''), tokens);
}
