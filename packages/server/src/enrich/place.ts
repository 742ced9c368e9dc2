// Records of geographic databases → place and network. Databases of the MaxMind format agree on the container, not on its content:
// MaxMind nests (`city.names.en`), others are flat (`city`), and numbers may be texts. In: a record. Out: what it says.

export interface Place {
  /** English name; '' where it is not known. The same of the others. */
  readonly country: string;
  readonly city: string;
  /** `latitude,longitude` in degrees, at most four decimals (some ten metres), as the contract writes them: `34.164,-118.2387`. */
  readonly coordinates: string;
}

export interface Network {
  readonly asn: number;
  readonly organisation: string;
}

/** Null where the record names no place. */
export function placeOf(record: unknown): Place | null {
  const code = textAt(record, 'country.iso_code', 'country_code', 'registered_country.iso_code');
  const name = textAt(record, 'country.names.en', 'country_name', 'country');
  const place = {
    country: countryName(code === '' && /^[A-Z]{2}$/.test(name) ? name : code, name),
    city: cityOf(textAt(record, 'city.names.en', 'city')),
    coordinates: coordinatesOf(
      numberAt(record, 'location.latitude', 'latitude', 'lat'),
      numberAt(record, 'location.longitude', 'longitude', 'lng'),
    ),
  };
  return place.country === '' && place.city === '' && place.coordinates === '' ? null : place;
}

/** Null where the record names no autonomous system. */
export function networkOf(record: unknown): Network | null {
  const text = textAt(record, 'autonomous_system_number', 'traits.autonomous_system_number', 'asn');
  const asn = Number(text.replace(/^AS/, ''));
  if (text === '' || !isAsn(asn)) return null;
  const organisation = textAt(
    record,
    ...['autonomous_system_organization', 'traits.autonomous_system_organization', 'as_name', 'as_org', 'name'],
  );
  return { asn, organisation };
}

export function isAsn(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < 2 ** 32;
}

export function coordinatesOf(latitude: number, longitude: number): string {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return '';
  return `${Number(latitude.toFixed(4))},${Number(longitude.toFixed(4))}`;
}

/** Some databases name the district in brackets; whoever counts cities wants the city. */
function cityOf(text: string): string {
  return text.replace(/ \([^()]*\)$/, '');
}

const COUNTRY_NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** One name per country, whatever the database calls it; that of the database where the code is none. */
function countryName(code: string, name: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return name;
  return (COUNTRY_NAMES.of(code) ?? name).replace(/ SAR China$/, '');
}

/** Longer texts are no names. */
const MAX_TEXT = 200;

/** The first of the paths that holds a text or a number. */
function textAt(record: unknown, ...paths: readonly string[]): string {
  for (const path of paths) {
    const value = valueAt(record, path);
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value !== '') return cleanText(value);
  }
  return '';
}

function numberAt(record: unknown, ...paths: readonly string[]): number {
  const text = textAt(record, ...paths);
  return text === '' ? Number.NaN : Number(text);
}

function valueAt(record: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      record,
    );
}

/** One line, no control characters: lists are stored with line feeds between their elements. */
export function cleanText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT);
}
