// The people of a directory, ready to be asked in every thread: who has this account, and what is known of them.

import { cleanText } from './place.js';
import { type StringTable, sharedWords, stringAt, stringTable } from './string-table.js';
import { AMBIGUOUS, ownerOf, type UserIndex, userIndex } from './user-index.js';

/** As a directory has it; '' for what it does not know. */
export interface Person {
  readonly user: string;
  readonly aliases: readonly string[];
  readonly domain: string;
  readonly employeeId: string;
  readonly department: string;
  readonly status: string;
  readonly manager: string;
  readonly mail: string;
  /** Milliseconds since 1970; null where there is no end. */
  readonly terminationDate: number | null;
}

const PERSON_TEXTS = ['employeeId', 'department', 'status', 'manager', 'mail'] as const;

export interface People {
  readonly index: UserIndex;
  readonly values: StringTable;
  /** For each person the texts of PERSON_TEXTS, as indexes of values. */
  readonly texts: Uint32Array;
  readonly terminations: Float64Array;
}

export interface PersonFacts {
  readonly texts: readonly string[];
  readonly terminationDate: number | null;
  readonly because: string;
}

/** Marks that stand in userStatus for a user whom the directory does not settle. */
const UNKNOWN = 'Unknown';
const SEVERAL = 'Ambiguous';

export function peopleTable(people: readonly Person[]): People {
  const accounts = people.map((person, owner) => ({ ...person, owner, names: [person.user, ...person.aliases] }));
  const clean = people.map((person) => PERSON_TEXTS.map((name) => cleanText(person[name])));
  const { table: values, indexes } = stringTable(clean.flat());
  const texts = sharedWords(indexes.length);
  texts.set(indexes);
  const terminations = new Float64Array(new SharedArrayBuffer(people.length * 8));
  terminations.set(people.map(({ terminationDate }) => terminationDate ?? Number.NaN));
  return { index: userIndex(accounts), values, texts, terminations };
}

/** Whom of the people the names belong to; names that settle nobody are left out. */
export function ownersOf(people: People, names: readonly string[]): readonly number[] {
  const owners = names.map((name) => ownerOf(people.index, name)?.owner ?? AMBIGUOUS);
  return [...new Set(owners)].filter((owner) => owner !== AMBIGUOUS);
}

export function personOf(people: People, userName: string): PersonFacts {
  const match = ownerOf(people.index, userName);
  if (match === null) return marked(UNKNOWN, 'nobody in the directory has this name');
  if (match.owner === AMBIGUOUS) return marked(SEVERAL, `several people have ${match.because}`);
  const first = match.owner * PERSON_TEXTS.length;
  const termination = people.terminations[match.owner] as number;
  return {
    texts: PERSON_TEXTS.map((_, index) => stringAt(people.values, people.texts[first + index] as number)),
    terminationDate: Number.isNaN(termination) ? null : termination,
    because: match.because,
  };
}

function marked(status: string, because: string): PersonFacts {
  const texts = PERSON_TEXTS.map((name) => (name === 'status' ? status : ''));
  return { texts, terminationDate: null, because };
}

/**
 * People of several directories as one list. Somebody who is in two of them is one person: what the later one says counts, what it
 * leaves open is filled in from the earlier one.
 */
export function mergePeople(earlier: readonly Person[], later: readonly Person[]): Person[] {
  const byUser = new Map<string, Person[]>();
  for (const person of earlier) {
    const user = person.user.toLowerCase();
    byUser.set(user, [...(byUser.get(user) ?? []), person]);
  }
  const merged = new Map<Person, Person>();
  const added: Person[] = [];
  for (const person of later) {
    const same = (byUser.get(person.user.toLowerCase()) ?? []).filter(({ domain }) => agree(domain, person.domain));
    const [only, second] = same;
    if (only === undefined || second !== undefined) added.push(person);
    else merged.set(only, filled(person, merged.get(only) ?? only));
  }
  return [...earlier.map((person) => merged.get(person) ?? person), ...added];
}

function agree(a: string, b: string): boolean {
  return a === '' || b === '' || a.toLowerCase() === b.toLowerCase();
}

function filled(person: Person, from: Person): Person {
  const texts = ['domain', ...PERSON_TEXTS] as const;
  return {
    ...person,
    ...Object.fromEntries(texts.map((name) => [name, person[name] || from[name]])),
    aliases: [...new Set([...person.aliases, ...from.aliases])],
    terminationDate: person.terminationDate ?? from.terminationDate,
  };
}
