// The tables that events are enriched from: which files, how much is in them, when they were read, and what was wrong.
// A customer's files are told to who administrates the customer; databases are everybody's.

import type { EnrichmentTable, EnrichmentTables } from '@gatehouse/model';
import Type from 'typebox';
import type { Caller } from '../access/caller.js';
import { answer } from '../api/answer.js';
import { type Route, route } from '../api/route.js';
import type { Reading } from '../enrich/enrichment.js';
import { type Problem, problemText } from '../enrich/problem.js';
import type { ReadTable } from '../enrich/read-table.js';

export interface EnrichmentRouteParts {
  readonly enrichment: { readonly readings: Readonly<Record<'contexts' | 'databases', Reading>> };
  readonly folder: () => string | null;
}

const TextOrNull = Type.Union([Type.String(), Type.Null()]);

const Table = answer<EnrichmentTable>()(
  Type.Object({
    customerId: Type.Union([Type.String(), Type.Null()], { description: 'Null: for the events of all customers.' }),
    kind: Type.String({ description: 'places, networks, sites, people, directory or watch list.' }),
    path: Type.String(),
    entries: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Null: nobody counts them, or the file is of no use.',
    }),
    readAt: Type.String(),
    changedAt: TextOrNull,
    problems: Type.Array(Type.String()),
  }),
);

export function enrichmentRoutes({ enrichment, folder }: EnrichmentRouteParts): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/enrich/tables',
      access: 'admin',
      scope: 'manage',
      summary: 'List the tables that events are enriched from, and how they were read',
      response: { 200: answer<EnrichmentTables>()(Type.Object({ folder: TextOrNull, tables: Type.Array(Table) })) },
      handler: async ({ caller }) => {
        const { contexts, databases } = enrichment.readings;
        const tables = [...tablesOf(databases), ...tablesOf(contexts)].filter((table) => maySee(caller, table));
        return { folder: caller.tenants === null ? folder() : null, tables };
      },
    }),
  ];
}

function maySee({ tenants }: Caller, { customerId }: EnrichmentTable): boolean {
  return tenants === null || customerId === null || tenants.includes(customerId);
}

/** Also files that are missing altogether: they are a problem without a table. */
function tablesOf({ at, tables, problems }: Reading): readonly EnrichmentTable[] {
  const readAt = new Date(at).toISOString();
  const read = tables.map((table) => ({ ...table, readAt, problems: problemsOf(problems, table.path) }));
  const known = new Set(tables.map(({ path }) => path));
  const missing = [...new Set(problems.map(({ path }) => path))].filter((path) => !known.has(path));
  return [...read, ...missing.map((path) => ({ ...missingTable(path), readAt, problems: problemsOf(problems, path) }))];
}

/** Only databases are named in the configuration; other files are looked for. */
function missingTable(path: string): ReadTable {
  return { customerId: null, kind: 'places', path, entries: null, changedAt: null };
}

function problemsOf(problems: readonly Problem[], path: string): string[] {
  return problems.filter((problem) => problem.path === path).map(problemText);
}
