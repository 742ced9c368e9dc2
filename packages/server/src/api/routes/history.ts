// What the caller has searched in the page: /api/v1/history. Nobody reads that of somebody else; the audit is another matter.

import type { SearchHistory } from '@gatehouse/model';
import Type from 'typebox';
import { MOST_HISTORY, type SearchHistories } from '../../searches/search-history.js';
import { answer } from '../answer.js';
import { Query, TimeTokenName } from '../event-schemas.js';
import { type Route, route } from '../route.js';
import { closed, Done } from './access-schemas.js';

const PATH = '/api/v1/history';
const own = { access: 'viewer', scope: 'self' } as const;
const Text = Type.Union([Type.String(), Type.Null()]);

const History = answer<SearchHistory>()(
  Type.Object({
    runs: Type.Array(
      Type.Object({
        at: Type.String(),
        query: Type.String(),
        from: Text,
        to: Text,
        timeToken: TimeTokenName,
        timezone: Text,
        total: Type.Union([Type.Integer(), Type.Null()], { description: 'Null where nobody asked for the number.' }),
        tookMs: Type.Integer(),
      }),
      { description: 'The latest run of each query, most recent first.' },
    ),
  }),
);

export function historyRoutes(histories: SearchHistories): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: PATH,
      ...own,
      summary: 'List what you have searched',
      description: `The latest ${MOST_HISTORY.runs} queries that were asked with \`history\`.`,
      response: { 200: History },
      handler: async ({ caller }) => ({ runs: await histories.list(caller.id) }),
    }),
    route({
      method: 'DELETE',
      path: PATH,
      ...own,
      audit: 'change',
      summary: 'Forget what you have searched',
      query: closed({ query: Type.Optional(Query) }),
      response: { 200: Done },
      handler: async ({ caller, query: { query } }) => {
        await histories.forget(caller.id, query);
        return {};
      },
    }),
  ];
}
