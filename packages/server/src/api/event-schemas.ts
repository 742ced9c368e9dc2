// The shapes that routes of events have in common.

import type { DictionaryField, Token } from '@gatehouse/model';
import { fieldOf, TIME_TOKENS } from '@gatehouse/model';
import Type from 'typebox';
import { AppError } from '../errors.js';
import type { PrintedEvent } from '../map/print.js';
import type { QueryText } from '../query/query-text.js';
import type { Sort } from '../query/sort-keys.js';

/** Also the limit of the language; more is refused before it is read. */
const MOST_QUERY = 20_000;

export const Query = Type.String({ maxLength: MOST_QUERY, description: 'QQL; empty for all events.' });
export const Timezone = Type.String({
  maxLength: 64,
  description: 'Zone of dates without one: an IANA name or an offset. UTC without it.',
  examples: ['Europe/Paris'],
});
const Time = { maxLength: 64, examples: ['2026-03-17', '2026-03-17T10:00:00Z', 'now-7d'] };

/** Every body that says which events are meant. */
export const QUERY_PROPERTIES = {
  query: Query,
  from: Type.Optional(Type.String({ ...Time, description: 'Events at or after this time.' })),
  to: Type.Optional(Type.String({ ...Time, description: 'Events up to the end of this second.' })),
  timezone: Type.Optional(Timezone),
};

export const TimeTokenName = Type.Union(
  TIME_TOKENS.map((token) => Type.Literal(token)),
  { description: 'What the times are about: when events happened, or when they arrived.' },
);

/** Of searches that a person has asked for, and not the page by itself. */
export const HISTORY_PROPERTY = {
  history: Type.Optional(
    Type.Object(
      {
        query: Type.Optional(Query),
        from: Type.Optional(Type.String({ maxLength: 64 })),
        to: Type.Optional(Type.String({ maxLength: 64 })),
        timeToken: Type.Optional(TimeTokenName),
      },
      { additionalProperties: false, description: 'Keep it in your history, with query and times as you wrote them.' },
    ),
  ),
};

export const TokenName = Type.String({ maxLength: 64, description: 'A token of the data model.' });

/** Token → value; see GET /api/v1/model. */
export const Event = Type.Unsafe<PrintedEvent>(
  Type.Record(
    Type.String(),
    Type.Union([
      Type.String(),
      Type.Number(),
      Type.Boolean(),
      Type.Array(Type.String()),
      Type.Record(Type.String(), Type.String()),
    ]),
    { description: 'Token → value; what is absent has no key. Numbers beyond 2^53 are texts.' },
  ),
);

export const TookMs = Type.Integer({ description: 'Milliseconds that the answer took here.' });

interface AskedFor {
  readonly query: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function queryText({ query, from, to }: AskedFor): QueryText {
  return { query, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

export function readToken(name: string, parameter: string): Token {
  return readField(name, parameter).token;
}

export function readField(name: string, parameter: string): DictionaryField {
  const field = fieldOf(name);
  if (field !== undefined) return field;
  throw new AppError('request.invalid', { problem: `${parameter}: there is no token of this name` });
}

export function readSort(text: string): Sort {
  const [name = '', order = 'desc'] = text.split(':');
  if (order !== 'asc' && order !== 'desc')
    throw new AppError('request.invalid', { problem: 'sort: the order is asc or desc' });
  return { field: readField(name, 'sort'), descending: order === 'desc' };
}
