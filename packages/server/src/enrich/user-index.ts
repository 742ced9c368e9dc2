// Names of accounts → whose they are. Built once from everything that a directory says about its people, then only asked.
//
// Nobody is guessed: a name that two people have is ambiguous, and a name with a domain belongs to somebody without one only
// where nothing that is known of that person speaks against the domain.

import { indexOfString, type StringTable, sharedWords, stringAt, stringTable } from './string-table.js';
import { readUserName, type UserName } from './user-name.js';

export interface UserIndex {
  /** Names without domain, mail addresses and principal names, folded. */
  readonly keys: StringTable;
  /** Where the entries of each key begin, and where the last ones end. */
  readonly firsts: Uint32Array;
  readonly owners: Uint32Array;
  /** What the domain beside a key has to be, see EXPECTS. */
  readonly expects: Uint8Array;
  readonly domains: StringTable;
  readonly domainOf: Uint32Array;
}

export const AMBIGUOUS = 0xffff_ffff;

const EXPECTS = {
  /** Nothing is known of a domain. */
  nothing: 0,
  /** This one, or its first label. */
  domain: 1,
  /** Nothing but the domain of the mail address is known: an @ with another one is somebody else, a NetBIOS name says nothing. */
  mail: 2,
  /** The key has its domain in it. */
  whole: 3,
} as const;

export interface Account {
  readonly owner: number;
  /** Names of the account, each in any of the three forms. */
  readonly names: readonly string[];
  /** `corp` or `corp.example.com`; '' where it is not known. */
  readonly domain: string;
  readonly mail: string;
}

interface Entry {
  readonly key: string;
  readonly owner: number;
  readonly expects: number;
  readonly domain: string;
}

export function userIndex(accounts: readonly Account[]): UserIndex {
  const entries = accounts.flatMap(entriesOf);
  const { table: keys, indexes } = stringTable(entries.map(({ key }) => key));
  const { table: domains, indexes: domainIndexes } = stringTable(entries.map(({ domain }) => domain));
  const firsts = firstsOf(indexes, keys.offsets.length - 1);
  const index = {
    keys,
    firsts,
    owners: sharedWords(entries.length),
    expects: new Uint8Array(new SharedArrayBuffer(entries.length)),
    domains,
    domainOf: sharedWords(entries.length),
  };
  const next = Uint32Array.from(firsts);
  for (const [at, { owner, expects }] of entries.entries()) {
    const key = indexes[at] as number;
    const place = next[key] as number;
    next[key] = place + 1;
    index.owners[place] = owner;
    index.expects[place] = expects;
    index.domainOf[place] = domainIndexes[at] as number;
  }
  return index;
}

function firstsOf(indexes: Uint32Array, keys: number): Uint32Array {
  const firsts = sharedWords(keys + 1);
  for (const index of indexes) firsts[index + 1] = (firsts[index + 1] as number) + 1;
  for (let key = 0; key < keys; key++) firsts[key + 1] = (firsts[key + 1] as number) + (firsts[key] as number);
  return firsts;
}

function entriesOf({ owner, names, domain, mail }: Account): Entry[] {
  const ownDomain = domain.trim().toLowerCase();
  const ownMail = readUserName(mail);
  const entries = names
    .map(readUserName)
    .filter(({ user }) => user !== '')
    .flatMap((name) => entriesOfName(name, { owner, ownDomain, mailDomain: ownMail.domain }));
  if (ownMail.domain !== '') entries.push({ key: ownMail.whole, owner, expects: EXPECTS.whole, domain: '' });
  return entries;
}

function entriesOfName(
  { form, whole, user, domain }: UserName,
  { owner, ownDomain, mailDomain }: { owner: number; ownDomain: string; mailDomain: string },
): Entry[] {
  // What stands before an @ is no account by itself.
  if (form === 'principal') return [{ key: whole, owner, expects: EXPECTS.whole, domain: '' }];
  const domains = [...new Set([ownDomain, domain].filter((each) => each !== ''))];
  if (domains.length > 0) return domains.map((each) => ({ key: user, owner, expects: EXPECTS.domain, domain: each }));
  return [{ key: user, owner, expects: mailDomain === '' ? EXPECTS.nothing : EXPECTS.mail, domain: mailDomain }];
}

export interface UserMatch {
  /** AMBIGUOUS where there are several. */
  readonly owner: number;
  readonly because: string;
}

/** Null for a name that nobody has. */
export function ownerOf(index: UserIndex, text: string): UserMatch | null {
  const name = readUserName(text);
  if (name.user === '') return null;
  const whole =
    name.form === 'plain' ? [] : owners(index, name.whole, (entry) => index.expects[entry] === EXPECTS.whole);
  const found = whole.length > 0 ? whole : owners(index, name.user, (entry) => admits(index, entry, name));
  const [owner] = found;
  if (owner === undefined) return null;
  const because = whole.length > 0 ? `the name ${name.whole}` : reasonOf(name);
  return { owner: found.length === 1 ? owner : AMBIGUOUS, because };
}

function reasonOf({ form, user, domain }: UserName): string {
  return form === 'plain' ? `the name ${user}` : `the name ${user}, against whose domain ${domain} nothing speaks`;
}

function owners({ keys, firsts, owners: all }: UserIndex, key: string, admitted: (entry: number) => boolean): number[] {
  const at = indexOfString(keys, key);
  if (at < 0) return [];
  const found = new Set<number>();
  for (let entry = firsts[at] as number; entry < (firsts[at + 1] as number); entry++)
    if (admitted(entry)) found.add(all[entry] as number);
  return [...found];
}

function admits({ expects, domains, domainOf }: UserIndex, entry: number, { form, domain }: UserName): boolean {
  const expected = expects[entry];
  if (expected === EXPECTS.whole) return false;
  if (form === 'plain' || expected === EXPECTS.nothing) return true;
  const own = stringAt(domains, domainOf[entry] as number);
  const isOwn = domain === own || isShortFor(domain, own) || isShortFor(own, domain);
  return isOwn || (expected === EXPECTS.mail && form === 'down-level');
}

/** `corp` for `corp.example.com`: the NetBIOS name of a domain is, unless somebody chose otherwise, its first label. */
function isShortFor(short: string, long: string): boolean {
  return long.startsWith(`${short}.`);
}
