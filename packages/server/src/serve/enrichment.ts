// What events are enriched with while the server runs: read at the start in a thread of its own, and again when a file changes.

import type { Config } from '../config/keys.js';
import { Enrichment } from '../enrich/enrichment.js';
import { LOAD_APART } from '../enrich/load.js';
import { problemText } from '../enrich/problem.js';
import { enrichSettings } from '../enrich/settings.js';
import type { Log } from '../log.js';

export async function openEnrichment(config: Config, log: Log): Promise<Enrichment> {
  const enrichment = await Enrichment.open({
    settings: enrichSettings(config),
    loader: LOAD_APART,
    onProblems: (problems) => {
      for (const problem of problems) log.warn({ problem: problemText(problem) }, 'enrichment leaves something out');
    },
    onReload: (what) => log.info({ tables: what }, 'tables of enrichment have been read again'),
  });
  enrichment.watch();
  return enrichment;
}
