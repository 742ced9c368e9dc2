// The configuration file (YAML 1.2) → settings with their places. The tree is walked along the table of keys, never turned into
// an object: a key that the table does not know is a problem with a place, and aliases cannot multiply.

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { AppError } from '../errors.js';
import { configKeys, type KeyPath, keyPaths } from './keys.js';
import { type Problem, problem, shownValue } from './problem.js';
import type { Origin, Setting } from './setting.js';
import { unknownKeyFix } from './unknown-key.js';
import type { Written } from './values.js';

export interface FileSettings {
  readonly settings: readonly Setting[];
  /** Place of each listener; null where the file has no list of them. */
  readonly listeners: readonly Origin[] | null;
  readonly problems: readonly Problem[];
}

/** One map of the file: which keys belong into it, and for which listener. */
interface Group {
  readonly map: YAMLMap;
  readonly prefix: string;
  readonly listener: number | null;
}

/** More of them than any real file has are a mistake or an attack. */
const MAX_ALIASES = 100;

export function readYaml(text: string, file: string): FileSettings {
  return new YamlWalk(text, file).read();
}

class YamlWalk {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document;
  readonly #settings: Setting[] = [];
  readonly #problems: Problem[] = [];
  #listeners: Origin[] | null = null;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#document = parseDocument(text, { lineCounter: this.#lines, stringKeys: true });
  }

  read(): FileSettings {
    const { errors, warnings, contents } = this.#document;
    for (const error of [...errors, ...warnings]) this.#syntax(error);
    this.#checkAliases();
    if (this.#problems.length === 0 && contents !== null && !isEmpty(contents)) {
      const map = this.#resolved(contents);
      if (isMap(map)) this.#group({ map, prefix: '', listener: null });
      else this.#wrongShape(contents, { key: 'the file', reason: 'it is no group of keys', fix: 'write `key: value`' });
    }
    return { settings: this.#settings, listeners: this.#listeners, problems: this.#problems };
  }

  #group(group: Group): void {
    for (const pair of group.map.items as readonly Pair<Scalar<string>, Node | null>[]) {
      const path = `${group.prefix}${pair.key.value}`;
      if (path === 'listeners') this.#listenerList(pair);
      else if (isKey(path)) this.#setting(path, pair, group.listener);
      else if (keyPaths.some((key) => key.startsWith(`${path}.`))) this.#subgroup(path, pair, group.listener);
      else this.#unknown(path, pair.key);
    }
  }

  #setting(key: KeyPath, { key: name, value }: Pair<Scalar<string>, Node | null>, listener: number | null): void {
    const written = this.#written(value);
    const shown = key.replace('[]', `[${listener ?? 0}]`);
    const { example } = configKeys[key];
    if (written !== null) this.#settings.push({ key, listener, written, origin: this.#origin(value ?? name) });
    else if (value === null || isEmpty(value)) this.#missing(name, shown, example);
    else this.#wrongShape(value, { key: shown, reason: 'it is a group of keys', fix: `write ${example}` });
  }

  #subgroup(path: string, { key, value }: Pair<Scalar<string>, Node | null>, listener: number | null): void {
    const map = this.#resolved(value);
    if (isMap(map)) this.#group({ map, prefix: `${path}.`, listener });
    else this.#wrongShape(value ?? key, { key: path, reason: 'it is a group of keys', fix: groupFix(path) });
  }

  #listenerList({ key, value }: Pair<Scalar<string>, Node | null>): void {
    const list = this.#resolved(value);
    this.#listeners = [];
    if (!isSeq(list)) {
      const fix = 'write `- id: name` below it, and the keys of the listener indented below that';
      this.#wrongShape(value ?? key, { key: 'listeners', reason: 'it is no list', fix });
      return;
    }
    for (const [index, item] of (list.items as Node[]).entries()) {
      const map = this.#resolved(item);
      if (isMap(map))
        this.#group({ map, prefix: 'listeners[].', listener: this.#listeners.push(this.#origin(item)) - 1 });
      else
        this.#wrongShape(item, {
          key: `listeners[${index}]`,
          reason: 'it is no group of keys',
          fix: 'write `- id: name`',
        });
    }
  }

  /** The text of a scalar or the texts of a list of scalars; null for anything else. Numbers stay as they are written. */
  #written(value: Node | null): Written | null {
    const node = this.#resolved(value);
    if (isScalar(node)) return scalarText(node);
    if (!isSeq(node)) return null;
    const texts = (node.items as Node[])
      .map((item) => this.#resolved(item))
      .map((item) => (isScalar(item) ? scalarText(item) : null));
    return texts.every((text) => text !== null) ? texts : null;
  }

  #resolved(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.#document) ?? null) : node;
  }

  #checkAliases(): void {
    const aliases: Alias[] = [];
    visit(this.#document, { Alias: (_, alias) => void aliases.push(alias) });
    for (const alias of aliases) {
      if (alias.resolve(this.#document) === undefined)
        this.#syntaxAt(alias, `there is no anchor &${alias.source} before it`);
    }
    const excess = aliases[MAX_ALIASES];
    if (excess !== undefined) this.#syntaxAt(excess, `it has more than ${MAX_ALIASES} aliases`);
  }

  #origin(node: Node): Origin {
    const { line, col } = this.#lines.linePos(node.range?.[0] ?? 0);
    return { from: 'file', file: this.#file, line, column: col };
  }

  #syntax({ code, message, linePos }: YAMLError): void {
    const { line, col } = linePos?.[0] ?? { line: 1, col: 1 };
    const said = (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
    const reason = code === 'MULTIPLE_DOCS' ? 'a second document begins here' : said;
    const origin = { from: 'file', file: this.#file, line, column: col } as const;
    this.#problems.push(problem(origin, new AppError('config.syntax', { reason })));
  }

  #syntaxAt(node: Node, reason: string): void {
    this.#problems.push(problem(this.#origin(node), new AppError('config.syntax', { reason })));
  }

  #missing(name: Node, key: string, example: string): void {
    const error = new AppError('config.missing-key', {
      key: `the value of ${key}`,
      fix: `write one (${example}), or remove the line`,
    });
    this.#problems.push(problem(this.#origin(name), error));
  }

  #unknown(path: string, name: Node): void {
    const error = new AppError('config.unknown-key', { key: shownValue(path), fix: unknownKeyFix(path) });
    this.#problems.push(problem(this.#origin(name), error));
  }

  #wrongShape(node: Node, { key, reason, fix }: { key: string; reason: string; fix: string }): void {
    const value = shownValue(isScalar(node) ? (scalarText(node) ?? '') : isSeq(node) ? 'a list' : 'this');
    this.#problems.push(problem(this.#origin(node), new AppError('config.invalid-value', { key, value, reason, fix })));
  }
}

function isKey(path: string): path is KeyPath {
  return Object.hasOwn(configKeys, path);
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

function scalarText({ value, source }: Scalar): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'number' && source !== undefined ? source : String(value);
}

function groupFix(path: string): string {
  const names = keyPaths.filter((key) => key.startsWith(`${path}.`)).map((key) => key.slice(path.length + 1));
  return `write its keys indented below it: ${names.join(', ')}`;
}
