// All tokens of the data model, in the order in which lists of fields show them.

import type { Field } from './field.js';
import { DESTINATION_FIELDS } from './fields/destination.js';
import { DEVICE_FIELDS } from './fields/device.js';
import { GATEWAY_FIELDS } from './fields/gateway.js';
import { MESSAGE_FIELDS } from './fields/message.js';
import { PERSON_FIELDS } from './fields/person.js';
import { PROVENANCE_FIELDS } from './fields/provenance.js';
import { REQUEST_FIELDS } from './fields/request.js';
import { RESULT_FIELDS } from './fields/result.js';
import { SESSION_FIELDS } from './fields/session.js';
import { SOURCE_FIELDS } from './fields/source.js';
import { TIME_FIELDS } from './fields/time.js';

const TABLES = [
  ...TIME_FIELDS,
  ...MESSAGE_FIELDS,
  ...RESULT_FIELDS,
  ...PERSON_FIELDS,
  ...SOURCE_FIELDS,
  ...DESTINATION_FIELDS,
  ...GATEWAY_FIELDS,
  ...SESSION_FIELDS,
  ...REQUEST_FIELDS,
  ...DEVICE_FIELDS,
  ...PROVENANCE_FIELDS,
] as const;

type Declared = (typeof TABLES)[number];

/** Name of a token. */
export type Token = Declared['token'];

/** A field of the dictionary: its token is one of the union. */
export type DictionaryField = Field & { readonly token: Token };

export const FIELDS: readonly DictionaryField[] = TABLES;

export const TOKENS: readonly Token[] = TABLES.map((field) => field.token);

type ScalarOf<D> = D extends { readonly type: 'date' }
  ? number
  : D extends { readonly type: 'duration' | 'number' | 'bytes' | 'port' }
    ? number | bigint
    : D extends { readonly type: 'boolean' }
      ? boolean
      : string;

type ValueOfDeclared<D> = D extends { readonly map: true }
  ? Readonly<Record<string, string>>
  : D extends { readonly list: true }
    ? readonly string[]
    : ScalarOf<D>;

/**
 * Value of a token in memory: a date is milliseconds since 1970 UTC, a number above 2^53 a bigint,
 * addresses and ids are printed text.
 */
export type ValueOf<T extends Token> = ValueOfDeclared<Extract<Declared, { readonly token: T }>>;

/** The tokens whose values are of type V, for example `TokenWith<string>`. */
export type TokenWith<V> = { [T in Token]: ValueOf<T> extends V ? T : never }[Token];

/** The tokens of one event; an absent value has no key. */
export type EventFields = { readonly [T in Token]?: ValueOf<T> };

/** The same while it is being filled. */
export type EventDraft = { -readonly [T in Token]?: ValueOf<T> };

const BY_LOWER_CASE: ReadonlyMap<string, DictionaryField> = new Map(
  FIELDS.map((field) => [field.token.toLowerCase(), field]),
);

/** The field of a token, whatever case the name is written in. */
export function fieldOf(token: Token): DictionaryField;
export function fieldOf(token: string): DictionaryField | undefined;
export function fieldOf(token: string): DictionaryField | undefined {
  return BY_LOWER_CASE.get(token.toLowerCase());
}
