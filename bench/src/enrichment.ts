/**
 * What enrichment costs on top: blocks are encoded without and with it in turn, words included. Everybody in the lines is in the
 * directory, every inside network is a site, there are two watch lists, and clients have public addresses (those of the input are reserved
 * for benchmarks, and nothing is looked up about them).
 */
import { LOAD_HERE } from '../../packages/server/dist/enrich/load.js';
import { Lookups } from '../../packages/server/dist/enrich/lookup.js';
import type { Person } from '../../packages/server/dist/enrich/people.js';
import { contextOf } from '../../packages/server/dist/enrich/tables.js';

const SITES = 250;
const WATCHED = 50;

export async function benchLookups(names: ReadonlySet<string>): Promise<Lookups> {
  const people = [...names].map(personOf);
  const place = { country: 'Germany', coordinates: '52.52,13.405' };
  const context = contextOf({
    trustedProxies: ['203.0.113.77'],
    sites: Array.from({ length: SITES }, (_, index) => ({
      network: `10.${index}.0.0/16`,
      name: `Site ${index}`,
      place: { ...place, city: `City ${index}` },
      system: null,
    })),
    people: [people],
    watchLists: [
      { name: 'leavers', users: people.slice(0, WATCHED).map(({ user }) => user), networks: [] },
      { name: 'sinkhole', users: [], networks: ['10.3.0.0/24', '185.18.5.0/24'] },
    ],
  });
  const { databases } = await LOAD_HERE.databases([]);
  return new Lookups({ version: 1, databases, contexts: {}, others: context });
}

function personOf(user: string, index: number): Person {
  return {
    user,
    aliases: [],
    domain: '',
    employeeId: `E-${index}`,
    department: `Department ${index % 40}`,
    status: index % 9 === 0 ? 'Contractor' : 'Full Time Employee',
    manager: `Manager ${index % 300}`,
    mail: `${user}@example.com`,
    terminationDate: index % 20 === 0 ? Date.UTC(2026, 5, 30) : null,
  };
}

const USER = /User ([\w.]+)/g;

export function addNames(names: Set<string>, bytes: Uint8Array): void {
  for (const [, name] of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').matchAll(USER))
    if (name !== undefined) names.add(name);
}

/** 198.18.0.0/15 becomes 185.18.0.0/15, in place. */
export function makePublic(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf('198.1'); at >= 0; at = buffer.indexOf('198.1', at + 5)) {
    const isReserved = buffer[at + 5] === 0x38 || buffer[at + 5] === 0x39;
    if (isReserved) buffer.write('185.', at, 'latin1');
  }
}
