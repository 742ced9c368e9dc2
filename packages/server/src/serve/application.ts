// Puts the HTTP application of a running server together: which tables of routes there are, over which parts.

import { fileURLToPath } from 'node:url';
import type { Access } from '../access/access.js';
import type { Authenticator } from '../access/caller.js';
import { type App, createApp } from '../api/app.js';
import { EventSearch } from '../api/event-search.js';
import { type Page, readPage } from '../api/page.js';
import type { Route } from '../api/route.js';
import { accessRoutes } from '../api/routes/access.js';
import { auditRoutes } from '../api/routes/audit.js';
import { catalogRoutes } from '../api/routes/catalog.js';
import { documentationRoutes } from '../api/routes/documentation.js';
import { type Explanations, enrichRoutes } from '../api/routes/enrich.js';
import { historyRoutes } from '../api/routes/history.js';
import { linkRoutes } from '../api/routes/links.js';
import { parseRoutes } from '../api/routes/parse.js';
import { savedSearchRoutes } from '../api/routes/saved-searches.js';
import { searchRoutes } from '../api/routes/search.js';
import type { AuditTrail } from '../audit/audit.js';
import { SourceRequests } from '../catalog/source-requests.js';
import type { TlsFiles } from '../certificate-files.js';
import type { Config } from '../config/keys.js';
import type { Documents } from '../documents/documents.js';
import type { EnrichTables } from '../enrich/tables.js';
import type { Journal } from '../journal/journal.js';
import type { Log } from '../log.js';
import { internalNetworks } from '../map/direction.js';
import { Links } from '../searches/links.js';
import { SavedSearches } from '../searches/saved-searches.js';
import { SearchHistories } from '../searches/search-history.js';
import type { EventStore } from '../store/event-store.js';
import { sourceIdentity } from '../store/identity.js';
import type { Accounting } from './accounting.js';
import { catalogListeners } from './catalog-listeners.js';
import { coverageRoutes } from './coverage-routes.js';
import type { Demonstration } from './demonstration.js';
import { demonstrationRoutes } from './demonstration-routes.js';
import { type EnrichmentRouteParts, enrichmentRoutes } from './enrichment-routes.js';
import { ExplanationThread } from './explanations.js';
import { operationRoutes } from './operations.js';
import type { RetentionState } from './retention.js';
import { retentionRoutes } from './retention-routes.js';
import { sourceRoutes } from './source-routes.js';
import { createStatus } from './status.js';

export interface ApplicationParts {
  readonly address: string;
  readonly port: number;
  /** Null: plain HTTP. */
  readonly tls: TlsFiles | null;
  readonly publicUrl: string | null;
  /** Where people find the server. */
  readonly baseUrl: () => string;
  readonly documents: Documents;
  readonly access: Access;
  readonly authenticator: Authenticator;
  readonly audit: AuditTrail;
  readonly store: EventStore;
  readonly journal: Journal;
  readonly accounting: Accounting;
  readonly retention: { readonly state: RetentionState };
  readonly demonstration: Pick<Demonstration, 'begin' | 'state' | 'remove'>;
  /** Throws when a listener is not there. */
  readonly requireListeners: () => void;
  /** As it is now: listeners and internal networks change while the server runs. */
  readonly config: () => Pick<Config, 'dataFolder' | 'listeners' | 'internalNetworks' | 'customerId' | 'enrich'>;
  /** What events are enriched with at this moment. */
  readonly enrichment: { readonly tables: EnrichTables } & EnrichmentRouteParts['enrichment'];
  readonly log: Log;
  readonly now: () => Date;
}

/** Where packages/ui is built to. */
const PAGE_FOLDER = fileURLToPath(new URL('../../../ui/dist/page/', import.meta.url));

export async function createApplication(parts: ApplicationParts): Promise<App> {
  const { address, port, publicUrl, authenticator, audit, log } = parts;
  const onError = (error: unknown): void => log.error({ error }, 'an answer over HTTP could not be made');
  const page = readPage(PAGE_FOLDER);
  if (page === null) log.warn({ folder: PAGE_FOLDER }, 'the web page is not built: only the API answers');
  const tls = parts.tls === null ? {} : { tls: { files: parts.tls, log } };
  const pagePart = page === null ? {} : { page };
  const explanations = new ExplanationThread({
    tables: () => parts.enrichment.tables,
    internalNetworks: () => parts.config().internalNetworks,
    customerId: parts.config().customerId,
  });
  const routes = applicationRoutes({ ...parts, explanations, page });
  const clock = (): number => parts.now().getTime();
  const place = { address, port, publicUrl, ...tls };
  const app = await createApp({ ...place, authenticator, audit, routes, clock, onError, ...pagePart });
  return {
    ...app,
    stop: async (deadlineMs) => {
      await app.stop(deadlineMs);
      await explanations.stop();
    },
  };
}

type Elsewhere = 'address' | 'port' | 'tls' | 'enrichment';

export interface RouteParts extends Omit<ApplicationParts, Elsewhere> {
  readonly enrichment: EnrichmentRouteParts['enrichment'];
  readonly explanations: Explanations;
  /** Null: it is not built. */
  readonly page: Page | null;
}

/** All that there are. */
export function applicationRoutes(parts: RouteParts): readonly Route[] {
  const { access, audit, store, journal, accounting, retention, explanations } = parts;
  const clock = (): number => parts.now().getTime();
  const status = createStatus({ accounting, journal, retention, clock });
  const operations = operationRoutes({
    checks: {
      store: async () => void (await store.select('SELECT 1')),
      journal: async () => void journal.facts(),
      listeners: async () => parts.requireListeners(),
    },
    status,
  });
  const kept = { documents: parts.documents, clock };
  const onError = (error: unknown): void => parts.log.error({ error }, 'a search is missing in a history');
  const histories = new SearchHistories({ ...kept, onError });
  const search = new EventSearch({ store, clock, histories });
  const listeners = () => parts.config().listeners;
  const eventSourceId = (source: { readonly id: string; readonly customerId: string }): string =>
    sourceIdentity(parts.config().dataFolder, source).eventSourceId;
  const routes = [
    ...operations,
    ...accessRoutes(access, parts),
    ...auditRoutes(audit, clock),
    ...searchRoutes(search),
    ...savedSearchRoutes(new SavedSearches(kept)),
    ...linkRoutes({ ...parts, links: new Links(kept) }),
    ...historyRoutes(histories),
    ...parseRoutes(() => internalNetworks(parts.config().internalNetworks)),
    ...enrichRoutes(explanations),
    ...enrichmentRoutes({ enrichment: parts.enrichment, folder: () => parts.config().enrich.folder }),
    ...demonstrationRoutes(parts.demonstration),
    ...retentionRoutes({ store, retention, clock }),
    ...sourceRoutes({ status, listeners, eventSourceId }),
    // Found again by what their events carry, which is not the name of the configuration.
    ...coverageRoutes({
      search,
      listeners: () => listeners().map((listener) => ({ ...listener, id: eventSourceId(listener) })),
    }),
    ...catalogRoutes({ listeners: catalogListeners({ status, listeners }), requests: new SourceRequests(kept) }),
  ];
  return [...routes, ...documentationRoutes(routes)];
}
