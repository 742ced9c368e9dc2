// People of an LDAP directory (RFC 4511), page by page (RFC 2696): all of them, or those that have changed. In: settings. Out: entries
// with what they say of a person.

import { Client, type Entry } from 'ldapts';
import { directoryDate } from './directory-date.js';
import { type DirectorySettings, PERSON_ATTRIBUTES, type PersonAttribute } from './directory-settings.js';
import type { Person } from './people.js';

/** A person with the name of its entry; the manager is the name of another entry until all are there. */
export interface DirectoryEntry {
  readonly dn: string;
  readonly person: Person;
  /** How the person is called, for those who have it as their manager. */
  readonly displayName: string;
}

export interface DirectoryChanges {
  readonly entries: readonly DirectoryEntry[];
  /** Stamp of the last change that has been read: the next reading begins with it. */
  readonly latest: string;
}

interface Schema {
  readonly filter: string;
  /** Attribute whose values rise with every change. */
  readonly changed: string;
  readonly attributes: Readonly<Record<PersonAttribute, readonly string[]>>;
}

/** https://learn.microsoft.com/windows/win32/adschema; what changes is stamped on each server by itself, in UTC. */
const ACTIVE_DIRECTORY: Schema = {
  filter: '(&(objectCategory=person)(objectClass=user))',
  changed: 'whenChanged',
  attributes: {
    user: ['sAMAccountName'],
    aliases: ['userPrincipalName'],
    employeeId: ['employeeID', 'employeeNumber'],
    department: ['department'],
    status: ['employeeType'],
    manager: ['manager'],
    mail: ['mail'],
    terminationDate: ['accountExpires'],
  },
};

/** RFC 2798, RFC 4519; modifyTimestamp is RFC 4512 section 3.4.4. */
const INET_ORG_PERSON: Schema = {
  filter: '(objectClass=inetOrgPerson)',
  changed: 'modifyTimestamp',
  attributes: {
    user: ['uid'],
    aliases: [],
    employeeId: ['employeeNumber'],
    department: ['departmentNumber', 'ou'],
    status: ['employeeType'],
    manager: ['manager'],
    mail: ['mail'],
    terminationDate: [],
  },
};

const NAMES = ['displayName', 'cn'];
const PAGE_ENTRIES = 500;
const CONNECT_MS = 10_000;
const ANSWER_MS = 60_000;
const MAX_ENTRIES = 1_000_000;

/** `since`: stamp of an earlier reading, for what has changed since; null for everything. Throws what the directory says. */
export async function readLdap(settings: DirectorySettings, since: string | null): Promise<DirectoryChanges> {
  const tlsOptions = { minVersion: 'TLSv1.2', ...(settings.ca !== null && { ca: settings.ca }) } as const;
  // The client takes these options as the wish for TLS from the first byte, whatever the URL says.
  const secure = settings.url.startsWith('ldaps:') ? { tlsOptions } : {};
  const client = new Client({ url: settings.url, connectTimeout: CONNECT_MS, timeout: ANSWER_MS, ...secure });
  try {
    if (settings.startTls) await client.startTLS({ ...tlsOptions, servername: new URL(settings.url).hostname });
    if (settings.bindDn !== null) await client.bind(settings.bindDn, settings.password ?? '');
    return await changesOf(client, settings, { schema: await schemaOf(client), since });
  } finally {
    await client.unbind().catch(() => undefined); // the answers are there, or the failure is on its way
  }
}

/** Active Directory names itself in its root (MS-ADTS section 3.1.1.3.4.3.1). */
async function schemaOf(client: Client): Promise<Schema> {
  const { searchEntries } = await client.search('', { scope: 'base', attributes: ['supportedCapabilities'] });
  const capabilities = searchEntries.flatMap((entry) => valuesOf(entry, 'supportedCapabilities'));
  return capabilities.includes('1.2.840.113556.1.4.800') ? ACTIVE_DIRECTORY : INET_ORG_PERSON;
}

async function changesOf(
  client: Client,
  settings: DirectorySettings,
  { schema, since }: { schema: Schema; since: string | null },
): Promise<DirectoryChanges> {
  const attributes = { ...schema.attributes, ...settings.attributes };
  const wanted = [...new Set([...Object.values(attributes).flat(), ...NAMES, schema.changed])];
  const own = settings.filter ?? schema.filter;
  const filter = since === null ? own : `(&${own}(${schema.changed}>=${since}))`;
  const entries: DirectoryEntry[] = [];
  let latest = since ?? '';
  const options = { filter, attributes: wanted, paged: { pageSize: PAGE_ENTRIES } };
  for await (const { searchEntries } of client.searchPaginated(settings.base, options)) {
    if (entries.length + searchEntries.length > MAX_ENTRIES) throw new Error(`it has more than ${MAX_ENTRIES} entries`);
    for (const entry of searchEntries) {
      // Stamps of one form and one zone: the later one is the greater text.
      const [stamp = ''] = valuesOf(entry, schema.changed);
      if (/^\d{14}(?:\.\d+)?Z$/.test(stamp) && stamp > latest) latest = stamp;
      entries.push(...entryOf(entry, attributes, settings.domain));
    }
  }
  return { entries, latest };
}

function entryOf(entry: Entry, attributes: Schema['attributes'], domain: string): DirectoryEntry[] {
  const first = (name: PersonAttribute) => attributes[name].flatMap((each) => valuesOf(entry, each))[0] ?? '';
  const [employeeId, department, status, manager, mail] = PERSON_ATTRIBUTES.slice(2, 7).map(first);
  const user = first('user');
  if (user === '') return [];
  const date = directoryDate(first('terminationDate'));
  const person = {
    user,
    aliases: attributes.aliases.flatMap((name) => valuesOf(entry, name)),
    domain,
    employeeId: employeeId ?? '',
    department: department ?? '',
    status: status ?? '',
    manager: manager ?? '',
    mail: mail ?? '',
    terminationDate: Number.isNaN(date) ? null : date,
  };
  return [{ dn: entry.dn, person, displayName: NAMES.flatMap((name) => valuesOf(entry, name))[0] ?? user }];
}

/** Names of attributes make no difference of case; servers answer with their own spelling. */
function valuesOf(entry: Entry, attribute: string): string[] {
  const [, value = []] = Object.entries(entry).find(([name]) => name.toLowerCase() === attribute.toLowerCase()) ?? [];
  return [value]
    .flat()
    .map(String)
    .filter((text) => text !== '');
}
