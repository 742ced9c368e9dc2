/**
 * `gatehouse enrich test`: what an address or a user is enriched with, and why. In: the value as it stands in a line. Out: the decisions
 * with their reasons, and the tokens that an event would get.
 */
import type { EnrichmentExplanation } from '@gatehouse/model';
import type { Command } from 'commander';
import { explain } from '../enrich/explanation.js';
import { Lookups } from '../enrich/lookup.js';
import { internalNetworks } from '../map/direction.js';
import { addConfigOptions, type ConfigFlags, configFromFlags } from './config.js';
import { enrichmentTables } from './enrichment.js';
import type { Io, Paint } from './io.js';

interface Flags extends ConfigFlags {
  readonly customer?: string;
  readonly forwarded?: string;
  readonly json?: true;
}

const HELP = `
What is looked up stands in the configuration; how its files are written: docs/enrichment.md.

Examples:
  gatehouse enrich test 198.41.0.4
  gatehouse enrich test 'CORP\\ann' --config gatehouse.yaml
  gatehouse enrich test 192.0.2.10 --forwarded 198.41.0.4,192.0.2.11 --config gatehouse.yaml --json`;

export function registerEnrich(program: Command, io: Io): void {
  const enrich = program.command('enrich').description('explain what place, network and person events get');
  addConfigOptions(enrich.command('test'))
    .description('show what an address or a user is enriched with, and why')
    .argument('<value>', 'an IP address, or the name of a user as it stands in a line')
    .option('--customer <id>', 'as for events of this customer; without it that of the configuration')
    .option('--forwarded <addresses>', 'addresses of X-Forwarded-For beside the address, separated by commas')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action((value: string, flags: Flags) => run(io, value, flags));
}

async function run(io: Io, value: string, flags: Flags): Promise<void> {
  const config = await configFromFlags(io, flags);
  const tables = await enrichmentTables(io, config, { enrich: true });
  if (tables === null) return;
  const lookup = new Lookups(tables).of(flags.customer ?? config.customerId);
  const explanation = explain(value, {
    lookup,
    internalNetworks: internalNetworks(config.internalNetworks),
    forwarded: listOf(flags.forwarded),
  });
  await io.stdout.write(
    flags.json === true ? `${JSON.stringify(explanation)}\n` : textOf(explanation, io.stdout.paint),
  );
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function textOf({ value, decisions, tokens }: EnrichmentExplanation, paint: Paint): string {
  const width = Math.max(...decisions.map(({ answer }) => answer.length));
  const lines = [
    paint.bold(value),
    ...decisions.map(
      ({ question, answer, because }) => `  ${question.padEnd(20)} ${answer.padEnd(width)}  ${paint.dim(because)}`,
    ),
    ...Object.entries(tokens).map(([token, text]) => `  ${paint.cyan(token.padEnd(20))} ${printed(text)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function printed(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
