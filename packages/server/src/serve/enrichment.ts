// What events are enriched with while the server runs: read at the start in a thread of its own, and again when a file changes.

import type { Config } from '../config/keys.js';
import { Enrichment } from '../enrich/enrichment.js';
import { LOAD_APART } from '../enrich/load.js';
import { coordinatesOf } from '../enrich/place.js';
import { problemText } from '../enrich/problem.js';
import { enrichSettings } from '../enrich/settings.js';
import type { SiteRow } from '../enrich/site-file.js';
import { contextOf, NO_CONTEXT } from '../enrich/tables.js';
import { MADE_UP_PLACES } from '../generate/places.js';
import type { Log } from '../log.js';
import { DEMONSTRATION } from './known-sources.js';

export async function openEnrichment(config: Config, log: Log): Promise<Enrichment> {
  const enrichment = await Enrichment.open({
    settings: enrichSettings(config),
    loader: LOAD_APART,
    known: { [DEMONSTRATION.source.customerId]: contextOf({ ...NO_CONTEXT, sites: madeUpSites() }) },
    onProblems: (problems) => {
      for (const problem of problems) log.warn({ problem: problemText(problem) }, 'enrichment leaves something out');
    },
    onReload: (what) => log.info({ tables: what }, 'tables of enrichment have been read again'),
  });
  enrichment.watch();
  return enrichment;
}

/** No database knows where addresses for documentation are: the demonstration would have no place. */
function madeUpSites(): readonly SiteRow[] {
  return MADE_UP_PLACES.map(({ network, name, country, city, latitude, longitude, asn, organisation }) => ({
    ...{ network, name, system: { asn, organisation } },
    place: { country, city, coordinates: coordinatesOf(latitude, longitude) },
  }));
}
