// Prints the guide as Markdown. Everything from the dictionary goes into table cells, where `|` and line ends must not break out.

import type { Guide, GuideEntry } from './guide.js';
import type { Operators } from './operators.js';

type Row = readonly string[];

export function guideMarkdown(guide: Guide): string {
  const blocks = [
    `<!-- ${guide.generated} -->`,
    `# ${guide.title}`,
    ...deviceDetails(guide),
    ...supportedFormats(guide),
    '## Data Field Mappings',
    'Rows of the contract, in its order. Types and operators are explained at the end. ECS names are those of version 8; OCSF ' +
      'paths are prefixed by the class that they are for: `authentication` (3002), `tunnel_activity` (4014), ' +
      '`network_activity` (4001), or `*` for all three.',
    `deviceType – ${guide.device.type}`,
    `deviceVendor – ${guide.device.vendor}`,
    entryTable(guide.mappings),
    '## Internal Fields',
    'No label in a log line: Gatehouse fills them from the source pack, its settings, the clock and the address tables.',
    entryTable(guide.internal),
    ...fieldValueMappings(guide),
    '## Gatehouse Extensions',
    'Not part of the contract; marked † here and `"origin": "extension"` in the JSON form. A blank source field is computed.',
    entryTable(guide.extensions),
    ...typesAndOperators(guide),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function deviceDetails({ device }: Guide): readonly string[] {
  const lines = [
    `- **Device Type** – ${device.type}`,
    `- **Device Vendor** – ${device.vendor}`,
    `- **Device Product** – ${device.product}`,
    `- **Supported Versions** – ${device.versions}`,
  ];
  return ['## Device Details', lines.join('\n')];
}

function supportedFormats({ formats }: Guide): readonly string[] {
  return ['## Supported Formats', formats.map((format) => `- **${format}**`).join('\n')];
}

function entryTable(entries: readonly GuideEntry[]): string {
  const header = [
    'Data Source Field',
    'QQL Token',
    'Sample Values',
    'Description',
    'Type',
    'QQL Operators',
    'ECS',
    'OCSF',
  ];
  return table(header, entries.map(entryRow));
}

function entryRow(entry: GuideEntry): Row {
  return [
    entry.dataSourceField,
    code(entry.token) + (entry.origin === 'extension' ? ' †' : ''),
    codes(entry.samples),
    entry.values === null ? entry.description : `${entry.description} One of ${codes(entry.values)}.`,
    typeName(entry),
    entry.operators.map(code).join(' '),
    codes(entry.ecs),
    codes(entry.ocsf),
  ];
}

function typeName({ type, list, map, unit }: GuideEntry): string {
  const name = list ? `list of ${type}` : map ? `map of ${type}` : type;
  return unit === null || unit === type ? name : `${name} (${unit})`;
}

function fieldValueMappings({ device, values }: Guide): readonly string[] {
  const rows = values.map(({ token, source, normalised }) => [code(source), code(normalised), code(token)]);
  return [
    '## Field Value Mappings',
    `Data source field: ${device.type}. Case does not matter in source values.`,
    table(['Source Values', 'Normalized Values', 'QQL Token'], rows),
  ];
}

function typesAndOperators({ types }: Guide): readonly string[] {
  const rows = Object.entries(types).map(([type, { meaning, examples }]: [string, Operators]) => [
    type,
    meaning,
    codes(examples),
  ]);
  return [
    '## Types and QQL Operators',
    'Token names and `and`, `or`, `not` are written in any case. `token: *` asks for presence, `is null` for absence. Where ' +
      'the value is absent a clause is false, so that `!=` and `not` are true. On a list a clause holds when one element satisfies it whole.',
    table(['Type', 'What `token: value` asks for', 'Examples'], rows),
  ];
}

function table(header: Row, rows: readonly Row[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/[\r\n]+/g, ' ');
}

function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/** A code span whose fence is longer than any run of backticks inside (CommonMark 6.1). */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? fence + text + fence : `${fence} ${text} ${fence}`;
}
