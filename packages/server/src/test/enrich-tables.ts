// Tables with people, sites, proxies, watch lists and two small databases, for tests of enrichment.
//
// What is looked up in a database must not be a documentation address, since those are reserved: the databases here are about
// addresses of root name servers (https://www.iana.org/domains/root/servers), which are nobody's.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRanges } from '../enrich/as-ranges.js';
import { mmdbFile } from '../enrich/mmdb.js';
import type { Person } from '../enrich/people.js';
import { contextOf, type EnrichTables } from '../enrich/tables.js';
import { mmdbBytes } from './mmdb-file.js';

/** In Vienna and in an autonomous system; in Zürich; in a country and nothing else. */
export const PUBLIC = { vienna: '198.41.0.4', zurich: '199.7.91.13', country: '193.0.14.129', ipv6: '2001:500:2f::f' };
export const PROXY = '203.0.113.10';

const RECORDS = {
  '198.41.0.0/24': { country_code: 'AT', city: 'Vienna', latitude: 48.2085, longitude: 16.3721 },
  '199.7.91.0/24': { country_code: 'CH', city: 'Zürich', latitude: 47.3769, longitude: 8.5417 },
  '193.0.14.0/24': { country_code: 'NL' },
  // What no database should say.
  '10.0.0.0/8': { country_code: 'US', city: 'Nowhere' },
};
const RECORDS_IPV6 = {
  '2001:500:2f::/48': { country_code: 'SE', city: 'Malmö', latitude: 55.605, longitude: 13.0038 },
};
const SYSTEMS =
  '198.41.0.0,198.41.3.255,64500,"Example Telecom, Inc."\n199.7.91.0,199.7.91.255,64501,Beispiel für AG\n';

function person(user: string, more: Partial<Person> = {}): Person {
  const empty = { domain: '', employeeId: '', department: '', status: '', manager: '', mail: '' };
  return { user, aliases: [], ...empty, terminationDate: null, ...more };
}

const PEOPLE = [
  person('ann', {
    aliases: ['adm-ann'],
    domain: 'CORP',
    employeeId: 'E-1',
    department: 'Engineering',
    status: 'Full Time Employee',
    manager: 'Mia Bell',
    mail: 'ann.lee@example.com',
  }),
  person('bob', { department: 'Vertrieb Süd', status: 'Left', terminationDate: Date.UTC(2026, 0, 31) }),
  person('dan', { domain: 'CORP' }),
  person('dan', { domain: 'LAB' }),
];

const NOWHERE = { country: '', city: '', coordinates: '' };

/** Writes the databases into the folder. */
export function exampleTables(folder: string, customerId = ''): EnrichTables {
  const files = {
    4: join(folder, 'places4.mmdb'),
    6: join(folder, 'places6.mmdb'),
    systems: join(folder, 'systems.csv'),
  };
  writeFileSync(files[4], mmdbBytes({ type: 'city', version: 4, records: RECORDS }));
  writeFileSync(files[6], mmdbBytes({ type: 'city', version: 6, records: RECORDS_IPV6 }));
  writeFileSync(files.systems, SYSTEMS);
  const context = contextOf({
    trustedProxies: [`${PROXY}/32`, '2001:db8:99::/48'],
    sites: [
      {
        network: '10.0.0.0/9',
        name: 'Berlin office',
        place: { country: 'Germany', city: 'Berlin', coordinates: '52.52,13.405' },
        system: null,
      },
      { network: '10.20.0.0/16', name: 'Café', place: NOWHERE, system: null },
      { network: '10.30.0.0/16', name: 'Leased', place: NOWHERE, system: { asn: 64496, organisation: 'Leased Lines' } },
      { network: '199.7.91.13', name: 'Egress', place: { ...NOWHERE, city: 'Basel' }, system: null },
    ],
    people: [PEOPLE],
    watchLists: [
      { name: 'leavers', users: ['bob', 'ann.lee@example.com'], networks: [] },
      { name: 'sinkhole', users: ['mallory'], networks: ['198.41.0.0/24', '10.20.8.0/24', '2001:db8:66::/48'] },
    ],
  });
  return {
    version: 1,
    databases: {
      places: [mmdbFile(files[4], 4), mmdbFile(files[6], 6)],
      systems: { 4: asRanges(files.systems), 6: null },
    },
    contexts: { [customerId]: context },
    others: contextOf({ trustedProxies: [], sites: [], people: null, watchLists: [] }),
  };
}
