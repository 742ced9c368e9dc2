// The HTTP part of a running server: access, audit and the application over them, on the address that the configuration says.

import { type Access, createAccess } from '../access/access.js';
import { createNoAuth } from '../access/no-auth.js';
import { readProviderSettings } from '../access/provider-settings.js';
import type { App } from '../api/app.js';
import type { TlsFiles } from '../certificate-files.js';
import type { Config } from '../config/keys.js';
import type { Documents } from '../documents/documents.js';
import { documentsFolder, openLmdbDocuments } from '../documents/lmdb-documents.js';
import type { Log } from '../log.js';
import type { FrameSink } from '../receive/listener.js';
import { baseUrl, customersOf } from './addresses.js';
import type { ApplicationParts } from './application.js';
import { Demonstration } from './demonstration.js';
import { openAudit } from './open-audit.js';
import { Retention } from './retention.js';
import type { BoundAddress } from './server.js';
import type { SessionThread } from './session-thread.js';

export interface HttpParts
  extends Pick<ApplicationParts, 'store' | 'journal' | 'accounting' | 'enrichment' | 'requireListeners'> {
  /** Where made-up lines go. */
  readonly sink: FrameSink;
  readonly sessions: SessionThread;
  /** As it is now; what of it concerns HTTP counts as it is at the start. */
  readonly config: () => Config;
  readonly isOpen: boolean;
  readonly log: Log;
  readonly now: () => Date;
  /** What has to be closed in the end, the last one first. */
  readonly closers: (() => Promise<unknown>)[];
}

export interface Http {
  readonly bound: BoundAddress;
  /** For the first administrator, while there is none; a secret: not for the log. */
  setupLink(): Promise<string | null>;
  reloadCertificate(): Promise<void>;
}

export async function startHttp(parts: HttpParts): Promise<Http> {
  const { log, now, isOpen, closers } = parts;
  const { dataFolder, http } = parts.config();
  const { address, publicUrl } = http;
  const tls = tlsOf(http);
  const documents = openLmdbDocuments({ folder: documentsFolder(dataFolder) });
  closers.push(() => documents.close());
  const kind = tls === null ? 'http' : 'https';
  let bound: BoundAddress = { id: 'http', kind, address, port: http.port };
  const place = { ...http, tls, baseUrl: () => publicUrl ?? baseUrl(bound) };
  const access = await openAccess(parts, documents, place.baseUrl);
  const authenticator = isOpen ? createNoAuth(address) : access.authenticator;
  const audit = openAudit(dataFolder, { log, now });
  closers.push(() => audit.close());
  const { customers } = access;
  const demonstration = new Demonstration({ ...parts, documents, customers, audit, now: () => now().getTime() });
  const { days } = parts.config().retention;
  const retention = new Retention({ store: parts.store, audit, log, days, now: () => now().getTime() });
  closers.push(() => retention.stop());
  // Loaded here: the framework takes longer to load than most commands run.
  const { createApplication } = await import('./application.js');
  const app: App = await createApplication({
    ...parts,
    ...place,
    documents,
    access,
    authenticator,
    audit,
    retention,
    demonstration,
  });
  closers.push(() => app.stop());
  bound = { ...bound, ...(await app.start()) };
  retention.start();
  return {
    bound,
    setupLink: async () => (isOpen ? null : access.setup.createLink(place.baseUrl())),
    reloadCertificate: () => app.reloadCertificate(),
  };
}

/** Both or neither: the configuration has been checked. */
function tlsOf({ tls: { certificate, key } }: Config['http']): TlsFiles | null {
  return certificate === null || key === null ? null : { certificate, key, minVersion: 'TLSv1.2' };
}

async function openAccess(parts: HttpParts, documents: Documents, baseUrl: () => string): Promise<Access> {
  const { config, now, log } = parts;
  const { oidc } = config().access;
  const settings = oidc === null ? null : readProviderSettings(oidc);
  const onTrouble = (error: unknown) => log.error({ error }, 'signing in with the identity provider does not work');
  const customers = () => customersOf(config());
  const provider = settings === null ? null : { settings, baseUrl, onTrouble };
  const isSecure = baseUrl().startsWith('https:');
  return createAccess({ documents, customers, isSecure, provider, now: () => now().getTime() });
}
