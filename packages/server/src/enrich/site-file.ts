// Named places of the organisation from a CSV file: `network` and `name` are required; `country`, `city`, `latitude` and `longitude`
// may be there. One site may have several networks: a row for each.

import { networkBounds } from './address-bits.js';
import { type Row, readCsv } from './csv-table.js';
import { cleanText, coordinatesOf, type Place } from './place.js';
import type { Problems } from './problem.js';

export interface SiteRow {
  readonly network: string;
  readonly name: string;
  readonly place: Place;
}

/** Null when the file is no such table. Throws the error of the file system. */
export async function readSites(path: string, problems: Problems): Promise<readonly SiteRow[] | null> {
  const rows = await readCsv(path, ['network', 'name'], problems);
  return rows === null ? null : rows.flatMap((row) => siteOf(row, problems));
}

function siteOf(row: Row, problems: Problems): SiteRow[] {
  const network = row.get('network');
  const name = cleanText(row.get('name'));
  if (networkBounds(network) === null) {
    problems.add(row.line, `${JSON.stringify(network)} is no network; write 10.20.0.0/16 or 2001:db8:20::/48`);
    return [];
  }
  if (name === '') {
    problems.add(row.line, 'the site has no name');
    return [];
  }
  const country = cleanText(row.get('country'));
  const city = cleanText(row.get('city'));
  return [{ network, name, place: { country, city, coordinates: coordinates(row, problems) } }];
}

function coordinates(row: Row, problems: Problems): string {
  const [latitude, longitude] = [row.get('latitude'), row.get('longitude')];
  if (latitude === '' && longitude === '') return '';
  const text = latitude === '' || longitude === '' ? '' : coordinatesOf(Number(latitude), Number(longitude));
  if (text === '') problems.add(row.line, 'latitude and longitude are no position; write 52.5200 and 13.4050');
  return text;
}
