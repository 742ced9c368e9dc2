// For tests: the routes of events, sessions and lines over a store of two customers, asked by whoever the test says.

import assert from 'node:assert/strict';
import type { Caller } from '../access/caller.js';
import { EventSearch } from '../api/event-search.js';
import type { Route } from '../api/route.js';
import { documentationRoutes } from '../api/routes/documentation.js';
import { enrichRoutes } from '../api/routes/enrich.js';
import { historyRoutes } from '../api/routes/history.js';
import { parseRoutes } from '../api/routes/parse.js';
import { searchRoutes } from '../api/routes/search.js';
import { documentsFolder, openLmdbDocuments } from '../documents/lmdb-documents.js';
import { contextOf, NO_CONTEXT, NO_DATABASES } from '../enrich/tables.js';
import { internalNetworks } from '../map/direction.js';
import { SearchHistories } from '../searches/search-history.js';
import { ExplanationThread } from '../serve/explanations.js';
import { SessionUpkeep } from '../sessions/upkeep.js';
import { type Application, runApp } from './served-app.js';
import { exampleLines, type FilledStore, fillStore } from './stored-events.js';

export interface EventApp extends Application {
  readonly routes: readonly Route[];
  readonly store: FilledStore;
  readonly lines: readonly string[];
  /** Who asks from now on: an analyst of `acme`, but for this. */
  readonly become: (caller: Partial<Caller>) => void;
}

/** Lines of `acme`; the others are those of `other`. */
export const OWN_LINES = 200;

export async function runEventApp(): Promise<EventApp> {
  const lines = exampleLines(10);
  const [own, foreign] = [lines.slice(0, OWN_LINES), lines.slice(OWN_LINES)];
  const log = { zone: 'UTC', blockRows: 50 } as const;
  const store = await fillStore({
    logs: [
      { ...log, text: own.join('\n'), customer: 'acme' },
      { ...log, text: foreign.join('\n'), customer: 'other' },
    ],
    events: [],
  });
  const blocks = await store.store.select('SELECT DISTINCT toString(block) AS block FROM events');
  await new SessionUpkeep(store.store).add(blocks.map(({ block }) => Number(block)));
  const documents = openLmdbDocuments({ folder: documentsFolder(store.folder) });
  const onError = (error: unknown) => assert.fail(String(error));
  const histories = new SearchHistories({ documents, clock: Date.now, onError });
  const search = new EventSearch({ store: store.store, clock: Date.now, histories });
  const explanations = new ExplanationThread({
    tables: () => ({ version: 1, databases: NO_DATABASES, contexts: {}, others: contextOf(NO_CONTEXT) }),
    internalNetworks: () => ['10.0.0.0/8'],
    customerId: 'acme',
  });
  const tables = [
    ...searchRoutes(search),
    ...historyRoutes(histories),
    ...parseRoutes(() => internalNetworks(['10.0.0.0/8'])),
    ...enrichRoutes(explanations),
  ];
  const routes = [...tables, ...documentationRoutes(tables)];
  let asking: Partial<Caller> = {};
  const ann = { id: 'ann', name: 'ann', role: 'analyst', tenants: ['acme'], via: 'token' } as const;
  const authenticate = async ({ address }: { readonly address: string }): Promise<Caller> => ({
    ...ann,
    address,
    ...asking,
  });
  // Time that jumps: these tests ask more often than anybody may.
  let now = 0;
  const app = await runApp({ routes, authenticator: { authenticate }, clock: () => (now += 10_000) });
  return {
    ...app,
    routes,
    store,
    lines,
    become: (caller) => void (asking = caller),
    stop: async () => {
      await app.stop(0);
      await explanations.stop();
      await documents.close();
      await store.close();
    },
  };
}
