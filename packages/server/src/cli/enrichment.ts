/** What events are enriched with, for commands that read lines: the options, and the tables that they make. */
import type { Command } from 'commander';
import type { Config } from '../config/keys.js';
import { Enrichment } from '../enrich/enrichment.js';
import { LOAD_HERE } from '../enrich/load.js';
import { problemText } from '../enrich/problem.js';
import { enrichSettings } from '../enrich/settings.js';
import type { EnrichTables } from '../enrich/tables.js';
import type { Io } from './io.js';

export interface EnrichFlags {
  readonly enrich: boolean;
}

export function addEnrichOption(command: Command): Command {
  return command.option('--no-enrich', 'leave out place, network and person; the configuration says what is looked up');
}

/** The tables of the configuration, read once; null where nothing is to be looked up. What is wrong with them goes to standard error. */
export async function enrichmentTables(io: Io, config: Config, { enrich }: EnrichFlags): Promise<EnrichTables | null> {
  if (!enrich) return null;
  const notes: string[] = [];
  const enrichment = await Enrichment.open({
    settings: enrichSettings(config),
    loader: LOAD_HERE,
    onProblems: (problems) => notes.push(...problems.map((problem) => `note: ${problemText(problem)}\n`)),
  });
  if (notes.length > 0) await io.stderr.write(notes.join(''));
  return enrichment.tables;
}
