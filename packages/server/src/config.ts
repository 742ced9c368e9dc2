/**
 * The configuration: one file, the environment and flags, read once and validated together. In: where to look. Out: a frozen
 * `Config`, or every problem with its place and remedy. Precedence: flags, then environment, then file, then defaults.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { conflicts } from './config/conflicts.js';
import { configObject, type EffectiveValue, effectiveValues, type ListenerPlace } from './config/effective.js';
import { type Config, configKeys } from './config/keys.js';
import { type Environment, type Flag, readEnvironment, readFlags, variableName } from './config/overrides.js';
import { inOrder, type Problem, problemsError } from './config/problem.js';
import type { Origin, Setting } from './config/setting.js';
import { readValue } from './config/values.js';
import { type FileSettings, readYaml } from './config/yaml-file.js';
import { fileError } from './errors.js';

export interface ConfigPlaces {
  /** Path of the file; without one there are the listeners `syslog-udp` and `syslog-tcp` on loopback. */
  readonly file?: string | undefined;
  readonly env: Environment;
  readonly flags: readonly Flag[];
  /** Folder where relative paths begin, but for those in the file. */
  readonly cwd: string;
}

export interface InspectedConfig {
  /** Null when there are errors. */
  readonly config: Config | null;
  /** Errors and warnings in the order of their places. */
  readonly problems: readonly Problem[];
  readonly values: readonly EffectiveValue[];
}

/** Throws `config.invalid`, which tells all errors. */
export function loadConfig(places: ConfigPlaces): Config {
  const { config, problems } = inspectConfig(places);
  if (config === null) throw problemsError(problems);
  return config;
}

/** Everything that there is to say about a configuration. Throws only when the file cannot be read at all. */
export function inspectConfig(places: ConfigPlaces): InspectedConfig {
  const { cwd } = places;
  const file = places.file === undefined ? NO_FILE : readYaml(textOf(resolve(cwd, places.file)), places.file);
  if (file.problems.some(({ error }) => error.code === 'config.syntax'))
    return { config: null, problems: inOrder(file.problems), values: [] };
  const base = file.listeners === null ? withDefaultListeners(file, places) : { ...file, listeners: file.listeners };
  const ids = idsOf(base);
  const environment = readEnvironment(places.env, ids);
  const flags = readFlags(places.flags, ids);
  const settings = [...base.settings, ...environment.settings, ...flags.settings];
  const effective = effectiveValues({ settings, listeners: placesOf(base.listeners, ids), cwd });
  const problems = inOrder([
    ...base.problems,
    ...environment.problems,
    ...flags.problems,
    ...effective.problems,
    ...conflicts(effective.values),
  ]);
  const isUsable = problems.every(({ severity }) => severity === 'warning');
  return {
    config: isUsable ? configObject(effective.values, base.listeners.length) : null,
    problems,
    values: effective.values,
  };
}

const NO_FILE: FileSettings = { settings: [], listeners: null, problems: [] };

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fileError(error, path);
  }
}

type KnownListeners = FileSettings & { readonly listeners: readonly Origin[] };

/** Without a list in the file: UDP and TCP on loopback; TLS only for those who say something about it. */
function withDefaultListeners(file: FileSettings, { env, flags }: ConfigPlaces): KnownListeners {
  const names = DEFAULT_LISTENERS.filter(({ id, always }) => always || isMentioned(id, env, flags));
  const origin = { from: 'default' } as const;
  const settings = names.flatMap(({ id, kind }, listener): Setting[] => [
    { key: 'listeners[].id', listener, written: id, origin },
    { key: 'listeners[].kind', listener, written: kind, origin },
  ]);
  return { settings: [...file.settings, ...settings], problems: file.problems, listeners: names.map(() => origin) };
}

export const DEFAULT_LISTENERS = [
  { id: 'syslog-udp', kind: 'udp', always: true },
  { id: 'syslog-tcp', kind: 'tcp', always: true },
  { id: 'syslog-tls', kind: 'tls', always: false },
] as const;

function isMentioned(id: string, env: Environment, flags: readonly Flag[]): boolean {
  const prefix = variableName('listeners[].id', id).replace(/ID$/, '');
  const isInEnvironment = Object.entries(env).some(([name, value]) => name.startsWith(prefix) && value);
  return isInEnvironment || flags.some(({ path }) => path.startsWith(`listeners.${id}.`));
}

/** By position; empty where there is no id that can be used. */
function idsOf({ settings, listeners }: KnownListeners): string[] {
  return listeners.map((_, index) => {
    const setting = settings.find(({ key, listener }) => key === 'listeners[].id' && listener === index);
    const read = setting === undefined ? null : readValue(setting.written, configKeys['listeners[].id']);
    return read !== null && 'value' in read ? String(read.value) : '';
  });
}

function placesOf(listeners: readonly Origin[], ids: readonly string[]): ListenerPlace[] {
  return listeners.map((origin, index) => {
    const id = ids[index] ?? '';
    return { origin, path: id === '' ? `listeners[${index}]` : `listeners.${id}` };
  });
}
