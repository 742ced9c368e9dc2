/**
 * `gatehouse config check|print|reference`, and the options by which every command that needs the configuration finds it.
 * In: a file, the environment, flags. Out: problems with their places, the values in effect, or the reference of all keys.
 */
import type { Command } from 'commander';
import type { EffectiveValue } from '../config/effective.js';
import { type Config, keyAt } from '../config/keys.js';
import type { Flag } from '../config/overrides.js';
import { HIDDEN, problemReport, problemsError, problemsText } from '../config/problem.js';
import { configMarkdown } from '../config/reference.js';
import { originText } from '../config/setting.js';
import { type ConfigPlaces, type InspectedConfig, inspectConfig } from '../config.js';
import { AppError } from '../errors.js';
import { CommandFailed } from './exit.js';
import type { Io } from './io.js';

export interface ConfigFlags {
  readonly config?: string;
  readonly data?: string;
  readonly set?: readonly string[];
}

interface OutputFlags extends ConfigFlags {
  readonly json?: true;
}

/** Longer values push what follows to the right. */
const VALUE_WIDTH = 36;

const HELP = `
A flag wins over the environment (GATEHOUSE_HTTP_PORT), that over the file, and that over the default.

Examples:
  gatehouse config check gatehouse.yaml
  gatehouse config print --config gatehouse.yaml --set listeners.syslog-tcp.port=1514
  gatehouse config reference | less`;

export function registerConfig(program: Command, io: Io): void {
  const config = program
    .command('config')
    .description('check, show and explain the configuration')
    .addHelpText('after', HELP);
  addConfigOptions(config.command('check'))
    .description('show every problem of a configuration; exit code 2 when there is one')
    .argument('[file]', 'the file, as with --config')
    .option('--json', 'print the problems as JSON')
    .action((file: string | undefined, flags: OutputFlags) =>
      check(io, file === undefined ? flags : { ...flags, config: file }),
    );
  addConfigOptions(config.command('print'))
    .description('show the values in effect and where each comes from; secrets are hidden')
    .option('--json', 'print JSON')
    .action((flags: OutputFlags) => print(io, flags));
  config
    .command('reference')
    .description('print every key with type, default, meaning and environment variable, as Markdown')
    .action(() => io.stdout.write(configMarkdown()));
}

export function addConfigOptions(command: Command): Command {
  return addConfigFile(command).option('--data <folder>', 'data folder, the key dataFolder');
}

/** For commands that work without a data folder. */
export function addConfigFile(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration file; GATEHOUSE_CONFIG where it is not given')
    .option('--set <key=value>', 'set one key; may be repeated', (value: string, before: readonly string[] = []) => [
      ...before,
      value,
    ]);
}

/** The configuration that a command is to work with; its warnings go to standard error. */
export async function configFromFlags(io: Io, flags: ConfigFlags): Promise<Config> {
  const { config, problems } = inspectConfig(placesOf(io, flags));
  if (config === null) throw problemsError(problems);
  if (problems.length > 0) await io.stderr.write(problemsText(problems));
  return config;
}

function placesOf({ env, cwd }: Io, { config = env['GATEHOUSE_CONFIG'], data, set = [] }: ConfigFlags): ConfigPlaces {
  const flags = set.map(setFlag);
  if (data !== undefined) flags.push({ name: '--data', path: 'dataFolder', value: data });
  return { file: config === '' ? undefined : config, env, flags, cwd };
}

function setFlag(text: string): Flag {
  const at = text.indexOf('=');
  if (at > 0) return { name: '--set', path: text.slice(0, at).trim(), value: text.slice(at + 1) };
  throw new AppError('option.invalid', {
    option: '--set',
    value: text,
    reason: 'write it as KEY=VALUE, like http.port=8080',
  });
}

async function check(io: Io, flags: OutputFlags): Promise<void> {
  const places = placesOf(io, flags);
  const inspected = inspectConfig(places);
  await io.stdout.write(flags.json === true ? problemsJson(inspected) : checkText(inspected, places.file));
  if (inspected.config === null) throw new CommandFailed(2);
}

function problemsJson({ config, problems }: InspectedConfig): string {
  return `${JSON.stringify({ valid: config !== null, problems: problems.map(problemReport) })}\n`;
}

function checkText({ config, problems }: InspectedConfig, file: string | undefined): string {
  const subject = file ?? 'the configuration without a file';
  const warnings = problems.filter(({ severity }) => severity === 'warning').length;
  if (config === null)
    return `${problemsText(problems)}${subject}: ${counted(problems.length - warnings, 'problem')}\n`;
  const noted = warnings === 0 ? '' : `, ${counted(warnings, 'warning')}`;
  return `${problemsText(problems)}${subject}: no problems${noted}; ${counted(config.listeners.length, 'listener')}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

async function print(io: Io, flags: OutputFlags): Promise<void> {
  const { config, problems, values } = inspectConfig(placesOf(io, flags));
  if (config === null) throw problemsError(problems);
  await io.stdout.write(flags.json === true ? valuesJson(values) : valuesText(values));
}

function valuesJson(values: readonly EffectiveValue[]): string {
  const rows = values.map((value) => ({ key: value.path, value: visible(value), origin: value.origin }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function valuesText(values: readonly EffectiveValue[]): string {
  const rows = values.map((value) => [value.path, shown(visible(value)), originText(value.origin)] as const);
  const width = Math.max(...rows.map(([path]) => path.length));
  return rows
    .map(([path, value, origin]) => `${path.padEnd(width)}  ${value.padEnd(VALUE_WIDTH)}  ${origin}\n`)
    .join('');
}

function visible({ key, value }: EffectiveValue): EffectiveValue['value'] {
  return keyAt(key).secret === true && value !== null ? HIDDEN : value;
}

function shown(value: EffectiveValue['value']): string {
  if (value === null) return '-';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
