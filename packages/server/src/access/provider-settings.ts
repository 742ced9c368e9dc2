// The file that describes an identity provider, and whom of its people to let in. In: YAML. Out: settings; throws `access.provider-settings`,
// which says what is wrong. Format: docs/sign-in.md.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { AppError } from '../errors.js';
import { isLoopback } from '../loopback.js';
import { ROLES, type Role } from './caller.js';
import type { Grant } from './grants.js';

export interface ProviderSettings {
  /** On the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, which proves itself by PKCE alone. */
  readonly clientSecret: string | null;
  readonly scope: string;
  /** Claim that names the groups; with dots: a claim within a claim. */
  readonly groupsClaim: string;
  /** The first one that fits counts. */
  readonly grants: readonly Grant[];
}

type Document = Readonly<Record<string, unknown>>;

const KEYS = ['name', 'issuer', 'clientId', 'clientSecretFile', 'scope', 'groupsClaim', 'grants'];
const GRANT_KEYS = ['group', 'role', 'tenants'];

export function readProviderSettings(path: string): ProviderSettings {
  try {
    return settingsOf(documentOf(parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 }), KEYS), path);
  } catch (cause) {
    throw new AppError('access.provider-settings', { path, reason: (cause as Error).message }, { cause });
  }
}

function settingsOf(document: Document, path: string): ProviderSettings {
  const secretFile = text(document, 'clientSecretFile');
  const issuer = required(document, 'issuer');
  requireSafe(issuer);
  return {
    name: text(document, 'name') ?? new URL(issuer).host,
    issuer,
    clientId: required(document, 'clientId'),
    clientSecret: secretFile === null ? null : secretIn(resolve(dirname(path), secretFile)),
    scope: scopeOf(text(document, 'scope') ?? 'openid profile email'),
    groupsClaim: text(document, 'groupsClaim') ?? 'groups',
    grants: grantsOf(document['grants']),
  };
}

function documentOf(value: unknown, keys: readonly string[]): Document {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('there are no keys');
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Error(`there is no key ${unknown}; the keys are ${keys.join(', ')}`);
  return value as Document;
}

/** The code and the keys of the provider come from there. */
function requireSafe(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(host))) return;
  throw new Error('issuer has to begin with https://');
}

function secretIn(path: string): string {
  const secret = readFileSync(path, 'utf8').split(/\r?\n/)[0] ?? '';
  if (secret === '') throw new Error('the first line of clientSecretFile is empty');
  return secret;
}

function scopeOf(scope: string): string {
  if (scope.split(' ').includes('openid')) return scope;
  throw new Error('scope has to hold openid');
}

function grantsOf(value: unknown): readonly Grant[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error('grants is missing: nobody would be let in');
  return value.map((each) => grantOf(documentOf(each, GRANT_KEYS)));
}

function grantOf(document: Document): Grant {
  const role = ROLES.find((each) => each === document['role']);
  if (role === undefined) throw new Error(`role of a grant is one of ${ROLES.join(', ')}`);
  return { group: required(document, 'group'), role, tenants: tenantsOf(document['tenants'], role) };
}

function tenantsOf(value: unknown, role: Role): readonly string[] | null {
  if (value === 'all') return null;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new Error(`tenants of a grant (${role}) is a list of customers, or all`);
}

function required(document: Document, key: string): string {
  const value = text(document, key);
  if (value === null) throw new Error(`${key} is missing`);
  return value;
}

function text(document: Document, key: string): string | null {
  const value = document[key] ?? null;
  if (value !== null && (typeof value !== 'string' || value.trim() === '')) throw new Error(`${key} is no text`);
  return value;
}
