// Named places of the organisation from a CSV file: `network` and `name` are required; `country`, `city`, `latitude`, `longitude`, `asn` and
// `organisation` may be there. One site may have several networks: a row for each.

import { networkBounds } from './address-bits.js';
import { type Row, readCsv } from './csv-table.js';
import { cleanText, coordinatesOf, isAsn, type Network, type Place } from './place.js';
import type { Problems } from './problem.js';

export interface SiteRow {
  readonly network: string;
  readonly name: string;
  readonly place: Place;
  /** The autonomous system that it is in; null: what the databases say. */
  readonly system: Network | null;
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
  const place = { country, city, coordinates: coordinates(row, problems) };
  return [{ network, name, place, system: systemOf(row, problems) }];
}

function systemOf(row: Row, problems: Problems): Network | null {
  const [text, organisation] = [row.get('asn'), cleanText(row.get('organisation'))];
  if (text === '' && organisation === '') return null;
  const asn = Number(text.replace(/^AS/i, ''));
  if (text !== '' && isAsn(asn)) return { asn, organisation };
  problems.add(row.line, `${JSON.stringify(text)} is no number of an autonomous system; write 64496`);
  return null;
}

function coordinates(row: Row, problems: Problems): string {
  const [latitude, longitude] = [row.get('latitude'), row.get('longitude')];
  if (latitude === '' && longitude === '') return '';
  const text = latitude === '' || longitude === '' ? '' : coordinatesOf(Number(latitude), Number(longitude));
  if (text === '') problems.add(row.line, 'latitude and longitude are no position; write 52.5200 and 13.4050');
  return text;
}
