// For tests: the whole application over a real store, with everything that there can be of two customers. Whatever is of the other one has a
// mark in it, so that it is seen in any answer.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { csrfToken } from '../access/authenticator.js';
import { OWNER } from '../access/authority.js';
import { PASSWORD, type SampleAccess, sampleAccess } from '../access/sample-access.js';
import type { Page } from '../api/page.js';
import type { Route } from '../api/route.js';
import { openLmdbTrail } from '../audit/lmdb-trail.js';
import type { Config } from '../config/keys.js';
import { contextOf, NO_CONTEXT, NO_DATABASES } from '../enrich/tables.js';
import { createLog } from '../log.js';
import { Accounting } from '../serve/accounting.js';
import { applicationRoutes, type RouteParts } from '../serve/application.js';
import { exampleJournal, exampleRetention } from '../serve/example-report.js';
import { ExplanationThread } from '../serve/explanations.js';
import { SessionUpkeep } from '../sessions/upkeep.js';
import { capturedIo } from './captured-io.js';
import { runApp } from './served-app.js';
import { fillStore } from './stored-events.js';

export const OWN_EVENTS = 20;

export interface TwoCustomers {
  readonly routes: readonly Route[];
  readonly url: string;
  /** What the application has told its log. */
  readonly errors: readonly unknown[];
  /** Headers of an administrator of the one customer, who has signed in. */
  readonly own: Readonly<Record<string, string>>;
  /** Of one of the other. */
  readonly foreign: Readonly<Record<string, string>>;
  /** Of the one, by an API token for everything. */
  readonly ownToken: Readonly<Record<string, string>>;
}

/** `zz` is in every name of the other customer and in nothing else. */
const FOREIGN = { customer: 'zzcustomer', user: 'zzuser', device: 'zzgate', address: '198.51.100.77' };
const OWN = { customer: 'own', user: 'ownuser', device: 'owngate', address: '192.0.2.7' };

export async function serveTwoCustomers(context: TestContext): Promise<TwoCustomers> {
  const access = await sampleAccess(context, { customers: [OWN.customer, FOREIGN.customer] });
  const parts = await routeParts(context, access);
  const routes = applicationRoutes(parts);
  // Time that jumps: these tests ask more often than anybody may.
  let time = 0;
  const { authenticator, audit } = parts;
  const app = await runApp({ routes, authenticator, audit, clock: () => (time += 10_000), publicUrl: PUBLIC_URL });
  context.after(() => app.stop(0));
  await addUsers(access);
  const { secret } = await access.tokens.create(OWNER, { name: 'all', owner: 'ownadmin' });
  return {
    ...{ routes, url: app.url, errors: app.errors },
    own: await signedIn(access, 'ownadmin'),
    foreign: await signedIn(access, 'zzadmin'),
    ownToken: { authorization: `Bearer ${secret}` },
  };
}

/** A file of each customer, and a database. */
const READINGS: RouteParts['enrichment']['readings'] = {
  contexts: {
    at: 0,
    tables: [OWN, FOREIGN].map(({ customer, user }) => ({
      ...{ customerId: customer, kind: 'people', path: `/enrich/${user}.csv`, entries: 1, changedAt: null },
    })),
    problems: [{ path: `/enrich/${FOREIGN.user}.csv`, line: 1, reason: `${FOREIGN.user} is there twice` }],
  },
  databases: { at: 0, tables: [], problems: [] },
};

/** Behind a proxy: nobody is let in for being on this machine. */
const PUBLIC_URL = 'https://gatehouse.example.com';

async function routeParts(context: TestContext, access: SampleAccess): Promise<RouteParts> {
  const { store, folder, close } = await filledStore();
  context.after(close);
  const audit = openLmdbTrail({ folder: join(folder, 'audit') });
  context.after(() => audit.close());
  const accounting = new Accounting({ clock: Date.now, carried: { last: 0, lines: 0 } });
  const listeners = ['own', 'zz'].map((name) => ({ id: `${name}source`, customerId: customerOf(name), kind: 'tcp' }));
  for (const { id } of listeners)
    accounting.listener({ id, kind: 'tcp', silentAfterSeconds: 0 }).received(`${id}peer`, 1, 100);
  const explanations = new ExplanationThread({
    tables: () => ({ version: 1, databases: NO_DATABASES, contexts: {}, others: contextOf(NO_CONTEXT) }),
    internalNetworks: () => [],
    customerId: OWN.customer,
  });
  context.after(() => explanations.stop());
  const config = {
    dataFolder: folder,
    listeners,
    internalNetworks: [],
    customerId: OWN.customer,
    enrich: { folder },
  } as unknown as Config;
  const page: Page = () => null;
  return {
    ...{ access, documents: access.documents, authenticator: access.authenticator, audit, store, accounting },
    ...{ explanations, page, baseUrl: () => PUBLIC_URL, publicUrl: PUBLIC_URL },
    journal: { facts: () => exampleJournal } as unknown as RouteParts['journal'],
    requireListeners: () => undefined,
    retention: { state: exampleRetention },
    enrichment: { readings: READINGS },
    demonstration: {
      begin: async () => ({ sourceId: 'x', customerId: 'x', lines: 0 }),
      state: async () => ({ at: 'x', by: FOREIGN.user, events: 0 }),
      remove: async () => ({ events: 0, sessions: 0 }),
    },
    config: () => config,
    log: createLog({ level: 'error', output: capturedIo().stderr, now: () => new Date() }),
    now: () => new Date(),
  };
}

function customerOf(name: string): string {
  return name === 'zz' ? FOREIGN.customer : OWN.customer;
}

async function filledStore() {
  const log = { zone: 'UTC', blockRows: 50 } as const;
  const filled = await fillStore({
    logs: [OWN, FOREIGN].map((of) => ({ ...log, text: linesOf(of).join('\n'), customer: of.customer })),
    events: [],
  });
  const blocks = await filled.store.select('SELECT DISTINCT toString(block) AS block FROM events');
  await new SessionUpkeep(filled.store).add(blocks.map(({ block }) => Number(block)));
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-two-'));
  const close = async () => {
    await filled.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store: filled.store, folder, close };
}

function linesOf({ user, device, address }: typeof OWN): readonly string[] {
  return Array.from(
    { length: OWN_EVENTS },
    (_, index) =>
      `<134> 11/24/2026:08:00:${String(index).padStart(2, '0')} GMT ${device} 0-PPE-0 : default SSLVPN LOGIN ${100 + index} 0 : ` +
      `Context ${user}@${address} - SessionId: ${10 + index} - User ${user} - Client_ip ${address} - Nat_ip "Mapped Ip" - ` +
      `Vserver 203.0.113.5:443 - Browser_type "${device}browser" - SSLVPN_client_type Agent - Group(s) "${user}s"`,
  );
}

async function addUsers({ accounts }: SampleAccess): Promise<void> {
  for (const name of ['own', 'zz'])
    for (const role of ['admin', 'viewer'] as const)
      await accounts.add(OWNER, {
        ...{ login: `${name}${role}`, name: `${name} ${role}`, role, tenants: [customerOf(name)], password: PASSWORD },
      });
}

async function signedIn({ login }: SampleAccess, name: string): Promise<Readonly<Record<string, string>>> {
  const { token } = await login.withPassword(
    { login: name, password: PASSWORD },
    { address: '192.0.2.1', userAgent: `${name} browser` },
  );
  return { cookie: `gatehouse=${token}`, 'x-csrf-token': csrfToken(token) };
}
