// The reference of the configuration as Markdown, printed from the table of keys.

import { type ConfigKey, LISTENER_KINDS, type ListenerKind, VALUE_TYPES, type Value, type ValueType } from './key.js';
import { isListenerKey, type KeyPath, keyAt, keyPaths, localPath } from './keys.js';
import { overridableKeys, variableName } from './overrides.js';
import { printBytes } from './values.js';

const TEXT_BEFORE = `<!-- Printed by \`gatehouse config reference\`: change packages/server/src/config/keys.ts instead. -->
# Configuration

One YAML file, given with \`--config FILE\` or \`GATEHOUSE_CONFIG\`; no other place is searched. Without a file there are two
listeners, \`syslog-udp\` and \`syslog-tcp\`, on port 5514 of this machine alone, and a third, \`syslog-tls\` on port 6514, once one
of its keys is set. [examples/gatehouse.yaml](../../examples/gatehouse.yaml) shows every key in use.

    gatehouse config check gatehouse.yaml     every problem with line, column and remedy; exit code 2 when there is one
    gatehouse config print                    what is in effect, and which place each value comes from

**Precedence**: a flag, then the environment, then the file, then the default. Key by key: a variable changes one port of a
listener and leaves the rest of it as the file says.

**Environment**: \`GATEHOUSE_\`, then the path of the key, its words in capitals and \`_\` between them. A listener is named by its id:
\`GATEHOUSE_LISTENERS_SYSLOG_TCP_PORT=1514\`. An empty variable counts as not set. Lists are separated by commas.

**Flags**: \`--set PATH=VALUE\`, as often as needed: \`--set journal.maxBytes=20GiB --set listeners.syslog-tcp.port=1514\`.

**Paths** in the file are relative to the folder of the file; those from elsewhere, and the defaults, to the current folder.`;

export function configMarkdown(): string {
  const server = keyPaths.filter((path) => !isListenerKey(path));
  const listener = keyPaths.filter((path) => isListenerKey(path));
  return [
    TEXT_BEFORE,
    '',
    ...section('The server', server),
    ...section('Each listener', listener),
    '## Types',
    '',
    ...table(['type', 'how to write it'], typeRows()),
    '',
  ].join('\n');
}

function section(title: string, paths: readonly KeyPath[]): string[] {
  const header = ['key', 'type', 'default', 'meaning', 'example', 'variable'];
  return [`## ${title}`, '', ...table(header, paths.map(keyRow)), ''];
}

function keyRow(path: KeyPath): string[] {
  const key = keyAt(path);
  const variable = overridableKeys.includes(path) ? `\`${variableName(path, 'ID')}\`` : '';
  return [`\`${localPath(path)}\``, typeText(key), defaultText(key), meaning(key), `\`${key.example}\``, variable];
}

function typeText({ type, choices, min, max }: ConfigKey): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
  const lower = min === undefined ? '' : quantityText(min, type);
  const upper = max === undefined ? '' : quantityText(max, type);
  if (upper !== '') return `${type}, ${lower} to ${upper}`;
  return lower === '' || min === 0 ? type : `${type}, at least ${lower}`;
}

function defaultText(key: ConfigKey): string {
  if (key.required === true) return '**required**';
  if (key.inherits !== undefined) return `that of \`${key.inherits}\``;
  const { default: value = null } = key;
  if (value === null) return 'none';
  if (typeof value === 'object' && !isList(value)) return byKindText(value, key.type);
  return valueText(value, key.type);
}

/** Kinds with the same default are named together. */
function byKindText(values: Readonly<Partial<Record<ListenerKind, Value>>>, type: ValueType): string {
  const kindsOf = new Map<string, ListenerKind[]>();
  for (const kind of LISTENER_KINDS) {
    const text = kind in values ? valueText(values[kind] ?? null, type) : '';
    if (text !== '') kindsOf.set(text, [...(kindsOf.get(text) ?? []), kind]);
  }
  return [...kindsOf].map(([text, kinds]) => `${text} (${kinds.join(', ')})`).join('; ');
}

function valueText(value: Value, type: ValueType): string {
  if (isList(value)) return value.length === 0 ? 'none' : value.map((element) => `\`${element}\``).join(', ');
  return `\`${typeof value === 'number' ? quantityText(value, type) : String(value)}\``;
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

function quantityText(value: number, type: ValueType): string {
  if (type === 'bytes') return printBytes(value);
  if (type === 'seconds') return `${value} s`;
  return type === 'milliseconds' ? `${value} ms` : String(value);
}

function meaning({ description, kinds, secret }: ConfigKey): string {
  const only = kinds === undefined ? '' : ` Only ${kinds.join(', ')}.`;
  return `${description}${only}${secret === true ? ' Secret: never printed.' : ''}`;
}

function typeRows(): string[][] {
  const used = new Set(keyPaths.map((path) => keyAt(path).type));
  return Object.entries(VALUE_TYPES)
    .filter(([type]) => used.has(type as ValueType))
    .map(([type, text]) => [type, text]);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)];
}
