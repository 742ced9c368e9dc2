// What can be asked of a VPN session: the fields of the table `sessions`, declared as those of events are (field.ts), so that the
// query language knows them with their types. A name that events have, too, means the same there.

import type { Field } from '../field.js';
import { COURSE_FIELDS } from './course.js';
import { WHAT_FIELDS } from './what.js';
import { WHO_FIELDS } from './who.js';

const TABLES = [...COURSE_FIELDS, ...WHO_FIELDS, ...WHAT_FIELDS] as const;

type Declared = (typeof TABLES)[number];

/** Name of a field of a session. */
export type SessionToken = Declared['token'];

export type VpnSessionField = Field & { readonly token: SessionToken };

export const VPN_SESSION_FIELDS: readonly VpnSessionField[] = TABLES;

const BY_LOWER_CASE: ReadonlyMap<string, VpnSessionField> = new Map(
  VPN_SESSION_FIELDS.map((field) => [field.token.toLowerCase(), field]),
);

/** The field of a name, whatever its case. */
export function sessionFieldOf(token: string): VpnSessionField | undefined {
  return BY_LOWER_CASE.get(token.toLowerCase());
}
