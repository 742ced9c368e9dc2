// Environment variables and flags → settings. One rule gives the name of the variable: GATEHOUSE_, then the path of the key with
// its words in capitals and `_` between them; for a listener its id stands in the place of `[]`.
//
//   journal.maxBytes → GATEHOUSE_JOURNAL_MAX_BYTES        port of the listener `syslog-tcp` → GATEHOUSE_LISTENERS_SYSLOG_TCP_PORT

import { AppError } from '../errors.js';
import { isListenerKey, type KeyPath, keyPaths, localPath } from './keys.js';
import { type Problem, problem, shownValue } from './problem.js';
import type { Setting } from './setting.js';
import { unknownKeyFix } from './unknown-key.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A flag that sets a key: `listeners.<id>.port` addresses a listener by its id. */
export interface Flag {
  /** As it was written on the command line, for messages. */
  readonly name: string;
  readonly path: string;
  readonly value: string;
}

interface Overrides {
  readonly settings: readonly Setting[];
  readonly problems: readonly Problem[];
}

const PREFIX = 'GATEHOUSE_';
/** Variables that are no keys: the file itself, the token for a server, and the wish for stack traces. */
const OTHER_VARIABLES = [`${PREFIX}CONFIG`, `${PREFIX}TOKEN`, `${PREFIX}DEBUG`];
/** What makes a listener what it is cannot be changed from outside of the file. */
const FIXED: readonly KeyPath[] = ['listeners[].id', 'listeners[].kind'];

export const overridableKeys = keyPaths.filter((key) => !FIXED.includes(key));

/** Text as a part of a name: `maxBytes` and `max-bytes` are both MAX_BYTES. */
export function variablePart(text: string): string {
  return text
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1_')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

export function variableName(key: KeyPath, listenerId: string): string {
  const parts = isListenerKey(key) ? ['listeners', listenerId.toLowerCase(), localPath(key)] : [key];
  return `${PREFIX}${parts.map(variablePart).join('_')}`;
}

/** An empty variable counts as not set: that is how orchestrators pass on what nobody has filled in. */
export function readEnvironment(env: Environment, ids: readonly string[]): Overrides {
  const known = knownVariables(ids);
  const settings: Setting[] = [];
  const problems: Problem[] = [];
  for (const [name, written] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || written === undefined || written === '' || OTHER_VARIABLES.includes(name)) continue;
    const origin = { from: 'environment', name } as const;
    const target = known.get(name);
    if (target === undefined) problems.push({ ...problem(origin, unknownVariable(name)), severity: 'warning' });
    else settings.push({ ...target, written, origin });
  }
  return { settings, problems };
}

function knownVariables(ids: readonly string[]): ReadonlyMap<string, Pick<Setting, 'key' | 'listener'>> {
  const known = new Map<string, Pick<Setting, 'key' | 'listener'>>();
  for (const key of overridableKeys) {
    if (!isListenerKey(key)) known.set(variableName(key, ''), { key, listener: null });
    else for (const [listener, id] of ids.entries()) if (id !== '') known.set(variableName(key, id), { key, listener });
  }
  return known;
}

/** A warning only: Kubernetes, for one, sets such variables for every service that is called so. */
function unknownVariable(name: string): AppError {
  const fix = 'remove it, or see `gatehouse config reference` for the names; listeners are named by their id';
  return new AppError('config.unknown-variable', { name: shownValue(name), fix });
}

export function readFlags(flags: readonly Flag[], ids: readonly string[]): Overrides {
  const settings: Setting[] = [];
  const problems: Problem[] = [];
  for (const { name, path, value } of flags) {
    const origin = { from: 'flag', name } as const;
    const target = flagTarget(path, ids);
    if (target === null) problems.push(problem(origin, unknownPath(path, ids)));
    else settings.push({ ...target, written: value, origin });
  }
  return { settings, problems };
}

function flagTarget(path: string, ids: readonly string[]): Pick<Setting, 'key' | 'listener'> | null {
  for (const [listener, id] of ids.entries()) {
    const key = overridableKeys.find((each) => isListenerKey(each) && path === `listeners.${id}.${localPath(each)}`);
    if (key !== undefined) return { key, listener };
  }
  const key = overridableKeys.find((each) => each === path && !isListenerKey(each));
  return key === undefined ? null : { key, listener: null };
}

function unknownPath(path: string, ids: readonly string[]): AppError {
  const [, id] = /^listeners\.([^.]+)\./.exec(path) ?? [];
  const fix = id === undefined ? unknownGlobalFix(path, ids) : unknownListenerFix(path, { id, ids });
  return new AppError('config.unknown-key', { key: shownValue(path), fix });
}

function unknownGlobalFix(path: string, ids: readonly string[]): string {
  if (!/^listeners(?:$|[.[])/.test(path)) return unknownKeyFix(path);
  const [id = 'ID'] = ids.filter((known) => known !== '');
  return `name the listener and its key, such as listeners.${id}.port; listeners are added and removed in the configuration file`;
}

function unknownListenerFix(
  path: string,
  { id, ids }: { readonly id: string; readonly ids: readonly string[] },
): string {
  return ids.includes(id)
    ? unknownKeyFix(path.replace(`listeners.${id}.`, 'listeners[].'))
    : `name a listener that there is: ${ids.filter((known) => known !== '').join(', ')}`;
}
