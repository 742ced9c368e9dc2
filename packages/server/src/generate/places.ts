// Where the addresses of network.ts are, and whose networks they are of, as a table of sites says it. Numbers of autonomous systems are those
// for documentation (RFC 5398).

export interface MadeUpPlace {
  readonly network: string;
  readonly name: string;
  readonly country: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly asn: number;
  readonly organisation: string;
}

type Town = Pick<MadeUpPlace, 'country' | 'city' | 'latitude' | 'longitude'>;
type System = Pick<MadeUpPlace, 'asn' | 'organisation'>;

const VIENNA: Town = { country: 'Austria', city: 'Vienna', latitude: 48.21, longitude: 16.37 };
const DANUBE: System = { asn: 64496, organisation: 'Danube Broadband Example' };
const MOBILE: System = { asn: 64503, organisation: 'Roaming Mobile Example' };
const COMPANY: System = { asn: 64509, organisation: 'Our Company Example' };

/** In the order of their numbers in network.ts: a network of every range each. */
const TOWNS: readonly (Town & System)[] = [
  { ...VIENNA, ...DANUBE },
  { country: 'Poland', city: 'Krakow', latitude: 50.06, longitude: 19.94, ...DANUBE },
  { country: 'Portugal', city: 'Lisbon', latitude: 38.72, longitude: -9.14, ...systemOf(64497, 'Tejo Fibre') },
  { country: 'Kenya', city: 'Nairobi', latitude: -1.29, longitude: 36.82, ...systemOf(64498, 'Savanna Net') },
  { country: 'Canada', city: 'Montreal', latitude: 45.5, longitude: -73.57, ...systemOf(64499, 'Laurentian Cable') },
  { country: 'Brazil', city: 'Sao Paulo', latitude: -23.55, longitude: -46.63, ...systemOf(64500, 'Planalto Telecom') },
  { country: 'India', city: 'Bengaluru', latitude: 12.97, longitude: 77.59, ...systemOf(64501, 'Deccan Broadband') },
  { country: 'Japan', city: 'Osaka', latitude: 34.69, longitude: 135.5, ...systemOf(64502, 'Yodo Fibre') },
];

const OTHERS: readonly MadeUpPlace[] = [
  { network: '203.0.113.1/32', name: 'Gateway Vienna', ...VIENNA, ...COMPANY },
  {
    ...{ network: '203.0.113.2/32', name: 'Gateway Singapore' },
    ...{ country: 'Singapore', city: 'Singapore', latitude: 1.35, longitude: 103.82, ...COMPANY },
  },
  {
    ...{ network: '203.0.113.0/24', name: 'Strangers', ...systemOf(64510, 'Anybody Hosting') },
    ...{ country: 'Australia', city: 'Perth', latitude: -31.95, longitude: 115.86 },
  },
  { network: '10.1.0.0/16', name: 'Data centre', ...VIENNA, ...COMPANY },
];

export const MADE_UP_PLACES: readonly MadeUpPlace[] = [...TOWNS.flatMap(networksOf), ...OTHERS];

function networksOf({ asn, organisation, ...town }: Town & System, place: number): readonly MadeUpPlace[] {
  const home = { name: `Home ${town.city}`, ...town, asn, organisation };
  const mobile = { name: `On the move ${town.city}`, ...town, ...MOBILE };
  const benchmark = 64 * place;
  return [
    { network: `192.0.2.${32 * place}/27`, ...home },
    { network: `198.51.100.${32 * place}/27`, ...mobile },
    { network: `198.${18 + (benchmark >> 8)}.${benchmark & 255}.0/18`, ...home },
    { network: `100.${64 + 8 * place}.0.0/13`, ...mobile },
    { network: `2001:db8:${(16 + place).toString(16)}::/48`, ...home },
  ];
}

function systemOf(asn: number, name: string): System {
  return { asn, organisation: `${name} Example` };
}
