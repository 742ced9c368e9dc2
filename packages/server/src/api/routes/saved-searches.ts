// Saved searches: /api/v1/searches. One's own, and those that are shared with the people of one's customers.

import type { SavedSearch, SavedSearches as SavedSearchList } from '@gatehouse/model';
import Type from 'typebox';
import { MOST_SEARCHES, type SavedSearches } from '../../searches/saved-searches.js';
import { answer } from '../answer.js';
import { Query, TimeTokenName } from '../event-schemas.js';
import { type Route, route } from '../route.js';
import { closed, Done, Id, Name } from './access-schemas.js';

const PATH = '/api/v1/searches';
const params = Type.Object({ id: Id });
const reading = { access: 'viewer', scope: 'search' } as const;
const keeping = { access: 'viewer', scope: 'save', audit: 'change' } as const;

const text = (maxLength: number) => Type.Union([Type.String({ maxLength }), Type.Null()]);
const Fields = Type.Union([Type.Array(Type.String({ maxLength: 64 }), { maxItems: 200 }), Type.Null()], {
  description: 'Columns; null: those that are shown without a choice.',
});
const SharedWith = Type.Union([Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 }), Type.Null()], {
  description: 'Customers whose people see it as well; empty: nobody but its owner; null: everybody.',
});
const Revision = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const Saved = answer<SavedSearch>()(
  Type.Object({
    id: Type.String(),
    revision: Type.Integer({ description: 'To be sent back with a change.' }),
    name: Type.String(),
    description: Type.String(),
    query: Type.String(),
    from: text(64),
    to: text(64),
    timeToken: TimeTokenName,
    timezone: text(64),
    fields: Fields,
    sort: text(80),
    by: text(64),
    sharedWith: SharedWith,
    owner: Type.String(),
    isOwn: Type.Boolean(),
    mayChange: Type.Boolean(),
    createdAt: Type.String(),
    changedAt: Type.String(),
  }),
);

const GIVEN = {
  name: Name,
  description: Type.Optional(Type.String({ maxLength: 500 })),
  query: Query,
  from: Type.Optional(text(64)),
  to: Type.Optional(text(64)),
  timeToken: Type.Optional(TimeTokenName),
  timezone: Type.Optional(text(64)),
  fields: Type.Optional(Fields),
  sort: Type.Optional(text(80)),
  by: Type.Optional(text(64)),
  sharedWith: Type.Optional(SharedWith),
};

export function savedSearchRoutes(searches: SavedSearches): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: PATH,
      ...reading,
      summary: 'List your saved searches, and those that are shared with you',
      response: { 200: answer<SavedSearchList>()(Type.Object({ searches: Type.Array(Saved) })) },
      handler: async ({ caller }) => ({ searches: await searches.list(caller) }),
    }),
    route({
      method: 'GET',
      path: `${PATH}/{id}`,
      ...reading,
      summary: 'Read a saved search',
      params,
      response: { 200: Saved },
      handler: ({ caller, params: { id } }) => searches.get(caller, id),
    }),
    route({
      method: 'POST',
      path: PATH,
      ...keeping,
      summary: 'Save a search',
      description: `At most ${MOST_SEARCHES.own} a person. It can be shared with customers of your own.`,
      body: closed(GIVEN),
      response: { 200: Saved },
      handler: ({ caller, body }) => searches.create(caller, body),
    }),
    route({
      method: 'PUT',
      path: `${PATH}/{id}`,
      ...keeping,
      summary: 'Change a saved search',
      description:
        'All of it: what is left out is as if it had never been given. Refused when it has another revision by now.',
      params,
      body: closed({ ...GIVEN, revision: Revision }),
      response: { 200: Saved },
      handler: ({ caller, params: { id }, body }) => searches.change(caller, id, body),
    }),
    route({
      method: 'DELETE',
      path: `${PATH}/{id}`,
      ...keeping,
      summary: 'Remove a saved search',
      params,
      query: closed({ revision: Type.Optional(Revision) }),
      response: { 200: Done },
      handler: async ({ caller, params: { id }, query: { revision } }) => {
        await searches.remove(caller, id, revision);
        return {};
      },
    }),
  ];
}
