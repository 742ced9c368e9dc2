// Settings of all places → the value of every key, with where it comes from; then the object that the program works with.

import { dirname, resolve } from 'node:path';
import { AppError } from '../errors.js';
import { type ConfigKey, LISTENER_KINDS, type ListenerKind, type Value } from './key.js';
import { type Config, isListenerKey, type KeyPath, keyAt, keyPaths, localPath } from './keys.js';
import { HIDDEN, type Problem, problem, shownValue } from './problem.js';
import type { Origin, Setting } from './setting.js';
import { readValue, type Written } from './values.js';

export interface EffectiveValue {
  readonly key: KeyPath;
  readonly listener: number | null;
  /** Path as it is shown and as flags name it: `listeners.<id>.port`. */
  readonly path: string;
  readonly value: Value;
  readonly origin: Origin;
}

export interface Effective {
  readonly values: readonly EffectiveValue[];
  readonly problems: readonly Problem[];
}

export interface Layers {
  /** Later ones win. */
  readonly settings: readonly Setting[];
  readonly listeners: readonly ListenerPlace[];
  /** Folder where relative paths begin that are not from the file. */
  readonly cwd: string;
}

export interface ListenerPlace {
  readonly origin: Origin;
  /** `listeners.<id>`, or `listeners[<index>]` where there is no id that can be used. */
  readonly path: string;
}

export function effectiveValues(layers: Layers): Effective {
  const reading = new EffectiveReading(layers);
  reading.readServer();
  for (const index of layers.listeners.keys()) reading.readListener(index);
  return reading;
}

class EffectiveReading implements Effective {
  readonly values: EffectiveValue[] = [];
  readonly problems: Problem[] = [];
  readonly #layers: Layers;
  readonly #winners: ReadonlyMap<string, Setting>;

  constructor(layers: Layers) {
    this.#layers = layers;
    this.#winners = new Map(layers.settings.map((setting) => [address(setting.key, setting.listener), setting]));
  }

  readServer(): void {
    for (const key of keyPaths) if (!isListenerKey(key)) this.#read(key, null, null);
  }

  /** Without a kind nothing else of a listener can be judged. */
  readListener(listener: number): void {
    this.#read('listeners[].id', listener, null);
    this.#read('listeners[].kind', listener, null);
    const kind = this.#kind(listener);
    if (kind === null) return;
    for (const key of keyPaths) {
      if (!isListenerKey(key) || key === 'listeners[].id' || key === 'listeners[].kind') continue;
      if (isOfKind(keyAt(key), kind)) this.#read(key, listener, kind);
      else this.#refuseForeign(key, listener, kind);
    }
  }

  #kind(listener: number): ListenerKind | null {
    const found = this.values.find((value) => value.listener === listener && value.key === 'listeners[].kind');
    return LISTENER_KINDS.find((kind) => kind === found?.value) ?? null;
  }

  #read(key: KeyPath, listener: number | null, kind: ListenerKind | null): void {
    const setting = this.#winners.get(address(key, listener));
    if (setting !== undefined) this.#readSetting(setting);
    else if (keyAt(key).required === true) this.#refuseMissing(key, listener);
    else this.#add({ key, listener, value: this.#default(keyAt(key), kind), origin: { from: 'default' } });
  }

  #readSetting({ key, listener, written, origin }: Setting): void {
    const entry = keyAt(key);
    const read = readValue(written, entry);
    if ('value' in read) {
      this.#add({ key, listener, origin, value: this.#inPlace(read.value, entry, origin) });
      return;
    }
    const value = entry.secret === true ? HIDDEN : shownWritten(written);
    const error = new AppError('config.invalid-value', {
      key: this.#path(key, listener),
      value,
      reason: read.reason,
      fix: read.fix,
    });
    this.problems.push(problem(origin, error));
  }

  #default(entry: ConfigKey, kind: ListenerKind | null): Value {
    if (entry.inherits !== undefined) return this.values.find(({ key }) => key === entry.inherits)?.value ?? null;
    const { default: value = null } = entry;
    const chosen = isByKind(value) ? (kind === null ? null : (value[kind] ?? null)) : value;
    return this.#inPlace(chosen, entry, { from: 'default' });
  }

  /** Paths of the file are relative to it, so that it means the same wherever the program is started. */
  #inPlace(value: Value, { type }: ConfigKey, origin: Origin): Value {
    const { cwd } = this.#layers;
    const from = origin.from === 'file' ? dirname(resolve(cwd, origin.file)) : cwd;
    if (type === 'path' && typeof value === 'string') return resolve(from, value);
    if (type === 'paths' && Array.isArray(value)) return value.map((path) => resolve(from, String(path)));
    return value;
  }

  #add(value: Omit<EffectiveValue, 'path'>): void {
    this.values.push({ ...value, path: this.#path(value.key, value.listener) });
  }

  #refuseMissing(key: KeyPath, listener: number | null): void {
    const last = key.slice(key.lastIndexOf('.') + 1);
    const fix = `write ${last}: ${keyAt(key).example}`;
    const origin = this.#place(listener)?.origin ?? { from: 'default' };
    this.problems.push(problem(origin, new AppError('config.missing-key', { key: this.#path(key, listener), fix })));
  }

  #refuseForeign(key: KeyPath, listener: number, kind: ListenerKind): void {
    const setting = this.#winners.get(address(key, listener));
    if (setting === undefined) return;
    const text = `${this.#path(key, listener)} means nothing for a listener of kind ${kind}`;
    const fix = `remove it; it belongs to ${(keyAt(key).kinds ?? []).join(', ')}`;
    this.problems.push(problem(setting.origin, new AppError('config.conflict', { problem: text, fix })));
  }

  #place(listener: number | null): ListenerPlace | undefined {
    return listener === null ? undefined : this.#layers.listeners[listener];
  }

  #path(key: KeyPath, listener: number | null): string {
    return listener === null ? key : `${this.#place(listener)?.path ?? 'listeners[]'}.${localPath(key)}`;
  }
}

function address(key: KeyPath, listener: number | null): string {
  return `${listener ?? ''} ${key}`;
}

function isOfKind({ kinds }: ConfigKey, kind: ListenerKind): boolean {
  return kinds === undefined || kinds.includes(kind);
}

type ByKind = Readonly<Partial<Record<ListenerKind, Value>>>;

function isByKind(value: Value | ByKind): value is ByKind {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shownWritten(written: Written): string {
  return shownValue(typeof written === 'string' ? written : `[${written.join(', ')}]`);
}

type Branch = { [name: string]: Value | Branch | Branch[] };

/** Frozen through and through; its type is that of the table because every key of the table has a value here. */
export function configObject(values: readonly EffectiveValue[], listeners: number): Config {
  const root: Branch = {};
  const list = Array.from({ length: listeners }, (): Branch => ({}));
  for (const { key, listener, value } of values) {
    const target = listener === null ? root : list[listener];
    if (target !== undefined) place(target, localPath(key).split('.'), value);
  }
  return deepFrozen({ ...root, listeners: list }) as unknown as Config;
}

function place(branch: Branch, [first = '', ...rest]: readonly string[], value: Value): void {
  if (rest.length === 0) {
    branch[first] = value;
    return;
  }
  const below = (branch[first] ??= {});
  place(below as Branch, rest, value);
}

function deepFrozen<Shape extends object>(value: Shape): Shape {
  for (const inner of Object.values(value) as unknown[]) {
    if (typeof inner === 'object' && inner !== null) deepFrozen(inner);
  }
  return Object.freeze(value);
}
