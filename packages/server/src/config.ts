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
import type { Origin } from './config/setting.js';
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

export const DEFAULT_LISTENERS = [
  { id: 'syslog-udp', kind: 'udp', always: true },
  { id: 'syslog-tcp', kind: 'tcp', always: true },
  { id: 'syslog-tls', kind: 'tls', always: false },
] as const;

/** Without a list in the file: UDP and TCP on loopback; TLS only where something is said about it. */
function withDefaultListeners(file: FileSettings, { env, flags }: ConfigPlaces): KnownListeners {
  const settings = [...file.settings];
  const listeners: Origin[] = [];
  for (const { id, kind, always } of DEFAULT_LISTENERS) {
    const origin = always ? ({ from: 'default' } as const) : mentionOf(id, env, flags);
    if (origin === null) continue;
    const listener = listeners.push(origin) - 1;
    settings.push({ key: 'listeners[].id', listener, written: id, origin });
    settings.push({ key: 'listeners[].kind', listener, written: kind, origin });
  }
  return { settings, problems: file.problems, listeners };
}

/** Where the environment or a flag first says something about a listener; null when they are silent. */
function mentionOf(id: string, env: Environment, flags: readonly Flag[]): Origin | null {
  const prefix = variableName('listeners[].id', id).replace(/ID$/, '');
  const [name] = Object.entries(env).find(([each, value]) => each.startsWith(prefix) && value) ?? [];
  if (name !== undefined) return { from: 'environment', name };
  const flag = flags.find(({ path }) => path.startsWith(`listeners.${id}.`));
  return flag === undefined ? null : { from: 'flag', name: flag.name };
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
