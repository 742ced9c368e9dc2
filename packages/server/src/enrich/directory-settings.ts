// directory.yaml: how people are read from an LDAP directory or from Active Directory. In: the file. Out: settings, or what is wrong.
//
//   url: ldaps://dc1.example.com          base: OU=Staff,DC=example,DC=com          domain: CORP
//   bindDn: CN=reader,DC=example,DC=com   passwordFile: ldap-password               ca: ca.pem
//   filter: (objectClass=user)            refreshMinutes: 15                        attributes: {user: sAMAccountName, …}

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Problems } from './problem.js';

export const PERSON_ATTRIBUTES = [
  'user',
  'aliases',
  'employeeId',
  'department',
  'status',
  'manager',
  'mail',
  'terminationDate',
] as const;
export type PersonAttribute = (typeof PERSON_ATTRIBUTES)[number];

export interface DirectorySettings {
  readonly url: string;
  /** With ldap://: the connection is encrypted before anything is said. */
  readonly startTls: boolean;
  /** Authorities in PEM; null for those of the system. */
  readonly ca: string | null;
  readonly bindDn: string | null;
  readonly password: string | null;
  readonly base: string;
  readonly filter: string | null;
  readonly domain: string;
  readonly refreshMs: number;
  /** What differs from the usual names. */
  readonly attributes: Readonly<Partial<Record<PersonAttribute, readonly string[]>>>;
}

type Document = Readonly<Record<string, unknown>>;

const KEYS = [
  'url',
  'startTls',
  'ca',
  'bindDn',
  'passwordFile',
  'base',
  'filter',
  'domain',
  'refreshMinutes',
  'attributes',
];
const DEFAULT_REFRESH_MINUTES = 15;

/** Null, and a problem, for a file that cannot be used. */
export function readDirectorySettings(path: string, problems: Problems): DirectorySettings | null {
  try {
    return settingsOf(documentOf(path), path);
  } catch (error) {
    problems.add(null, (error as Error).message);
    return null;
  }
}

function documentOf(path: string): Document {
  const document: unknown = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new Error('it has no keys');
  const unknown = Object.keys(document).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new Error(`there is no key ${unknown}; the keys are ${KEYS.join(', ')}`);
  return document as Document;
}

function settingsOf(document: Document, path: string): DirectorySettings {
  const url = required(document, 'url');
  const startTls = document['startTls'] === true;
  const passwordFile = text(document, 'passwordFile');
  checkUrl(url, { startTls, hasPassword: passwordFile !== null });
  const ca = text(document, 'ca');
  const inFolder = (name: string) => readFileSync(resolve(dirname(path), name), 'utf8');
  return {
    url,
    startTls,
    ca: ca === null ? null : inFolder(ca),
    bindDn: text(document, 'bindDn'),
    password: passwordFile === null ? null : (inFolder(passwordFile).split(/\r?\n/)[0] ?? ''),
    base: required(document, 'base'),
    filter: text(document, 'filter'),
    domain: text(document, 'domain') ?? '',
    refreshMs: minutes(document) * 60_000,
    attributes: attributes(document['attributes']),
  };
}

/** A password, and people, do not travel in the clear but within this machine. */
function checkUrl(url: string, { startTls, hasPassword }: { startTls: boolean; hasPassword: boolean }): void {
  const [, scheme, host = ''] = /^(ldaps?):\/\/(\[[^\]]+\]|[^:/?#]+)(?::\d{1,5})?\/?$/.exec(url) ?? [];
  if (scheme === undefined)
    throw new Error(`url is ${JSON.stringify(url)}; write ldaps://host or ldap://host with startTls`);
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);
  if (scheme === 'ldap' && !startTls && !isHere)
    throw new Error(
      `url would send ${hasPassword ? 'the password' : 'names'} in the clear; write ldaps:// or startTls: true`,
    );
}

function required(document: Document, key: string): string {
  const value = text(document, key);
  if (value === null) throw new Error(`${key} is missing`);
  return value;
}

function text(document: Document, key: string): string | null {
  const value = document[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value === '') throw new Error(`${key} is no text`);
  return value;
}

function minutes({ refreshMinutes = DEFAULT_REFRESH_MINUTES }: Document): number {
  if (typeof refreshMinutes === 'number' && refreshMinutes >= 1 && refreshMinutes <= 1440) return refreshMinutes;
  throw new Error('refreshMinutes is no number of minutes; write 1 to 1440');
}

function attributes(value: unknown): DirectorySettings['attributes'] {
  if (value === undefined || value === null) return {};
  const entries = Object.entries(value as object).map(([name, names]) => {
    if (!PERSON_ATTRIBUTES.includes(name as PersonAttribute))
      throw new Error(`attributes has no ${name}; it has ${PERSON_ATTRIBUTES.join(', ')}`);
    const list: readonly unknown[] = Array.isArray(names) ? names : [names];
    if (!list.every((each) => typeof each === 'string' && /^[A-Za-z][\w.;-]{0,99}$/.test(each)))
      throw new Error(`attributes.${name} is no name of an attribute`);
    return [name, list];
  });
  return Object.fromEntries(entries) as DirectorySettings['attributes'];
}
