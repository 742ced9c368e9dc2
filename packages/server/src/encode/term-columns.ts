// Which columns hold a word: the bits of `terms.columns`. A number, once given, is written in the stores that exist: it is never changed and
// never used again for another column. New columns take the next free one; 63 are all there are: the last one is DIGITS_BIT.

import type { Token } from '@gatehouse/model';
import type { BOOKKEEPING } from './batch.js';

type ColumnWithWords = Token | (typeof BOOKKEEPING)[number]['name'];

/** Every column of text or of IPv4 addresses; a test holds it to the model. */
export const TERM_BITS = {
  rawTemplate: 0,
  rawRest: 1,
  attributeNames: 2,
  attributeValues: 3,
  eventName: 4,
  category: 5,
  syslogSeverity: 6,
  syslogFacility: 7,
  outcome: 8,
  message: 9,
  access: 10,
  deniedByPolicy: 11,
  userName: 12,
  contextUser: 13,
  group: 14,
  userEmployeeId: 15,
  userDepartment: 16,
  userStatus: 17,
  forwardedFor: 18,
  userAgent: 19,
  clientType: 20,
  geoSourceCoordinates: 21,
  geoSourceCountry: 22,
  geoSourceCity: 23,
  sourceAsOrg: 24,
  application: 25,
  geoDestinationCoordinates: 26,
  geoDestinationCountry: 27,
  geoDestinationCity: 28,
  virtualSystem: 29,
  packetEngine: 30,
  partition: 31,
  externalId: 32,
  logoutMethod: 33,
  eventContext: 34,
  requestUrl: 35,
  httpMethod: 36,
  command: 37,
  deviceName: 38,
  deviceType: 39,
  deviceModel: 40,
  deviceVendor: 41,
  deviceHost: 42,
  customerId: 43,
  collectorId: 44,
  eventSourceId: 45,
  tags: 46,
  defects: 47,
  rules: 48,
  sourceIpv4: 49,
  natSourceIP: 50,
  clientIpv4: 51,
  destinationIpv4: 52,
  userManager: 53,
  userMail: 54,
  destinationAsOrg: 55,
} as const satisfies Partial<Record<ColumnWithWords, number>>;

const BITS: ReadonlyMap<string, number> = new Map<string, number>(Object.entries(TERM_BITS));

export function bitOf(column: string): number {
  const bit = BITS.get(column);
  if (bit === undefined) throw new RangeError(`column ${column} has no bit in the search index`);
  return bit;
}
