// The shapes of VPN sessions that routes have in common; the types stand in packages/model.

import { type SessionRow, VPN_SESSION_FIELDS } from '@gatehouse/model';
import Type from 'typebox';

/** Field → value. */
export const Session = Type.Unsafe<SessionRow>(
  Type.Object(
    Object.fromEntries(
      VPN_SESSION_FIELDS.map(({ token, description, list }) => [
        token,
        Type.Optional(fieldValue(list === true, description)),
      ]),
    ),
    { description: 'What is absent has no key. Numbers beyond 2^53 are texts.' },
  ),
);

function fieldValue(isList: boolean, description: string) {
  const options = { description };
  return isList ? Type.Array(Type.String(), options) : Type.Union([Type.String(), Type.Number()], options);
}

/** A time as queries write it. */
export const SessionTime = (description: string) =>
  Type.String({ maxLength: 64, description, examples: ['2026-03-17T10:00:00Z', 'now-7d'] });

export const AddressRole = Type.Enum(['client', 'source', 'nat']);

export const MOST_NAME = 256;
