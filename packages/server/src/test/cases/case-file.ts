// Case files: a source pack specified in examples, one block of plain text per line of log.
//
//   # what is special about the line   [V1; quirk 52]     title; the forms and quirks that it proves
//   @ timezone=Europe/Berlin date-order=dmy                context, only where it is not the default (see lineContextOf)
//   <134> 07/18/2024:… GMT gw1 0-PPE-0 : …                 the line itself
//   ==>
//   category            TCP                                one `token  value` per line, at least two blanks between,
//   eventName           CONN_TERMINATE                     sorted by token; a list has one line per element
//   ?? dmy part-over-12                                    date decision, where the case is about it
//   !! repeated-label                                      defects, one a line
//
// Files are ASCII: `\n \t \r \xNN \\` write the other bytes, in the line and in the values, and `\x20` an outer blank.
// Bytes of a value are UTF-8. Blocks are separated by an empty line.

export interface Row {
  readonly token: string;
  readonly value: string;
}

export interface Case {
  readonly file: string;
  /** Number of the title's line in the file, from 1. */
  readonly at: number;
  readonly title: string;
  /** What stands in the brackets of the title: `V1`, `quirk 52`, … */
  readonly proves: readonly string[];
  readonly context: ReadonlyMap<string, string>;
  /** One latin1 character per byte, as the reader takes it. */
  readonly line: string;
  readonly expectation: Expectation;
}

export interface Expectation {
  readonly rows: readonly Row[];
  /** `order because`, or null when the case says nothing about it. */
  readonly date: string | null;
  readonly defects: readonly string[];
}

interface Block {
  readonly at: number;
  readonly lines: readonly string[];
}

const tokenColumn = 20;

export function parseCases(text: string, file: string): Case[] {
  return blocksOf(text).map((block) => parseBlock(block, file));
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line !== '') lines.push(line);
    if (line === '' && lines.length > 0) {
      blocks.push({ at: index - lines.length + 1, lines });
      lines = [];
    }
  }
  if (lines.length > 0) throw new SyntaxError('a case file ends in a line feed');
  return blocks;
}

function parseBlock(block: Block, file: string): Case {
  const place = `${file}:${block.at}`;
  const [title = '', ...rest] = block.lines;
  if (!title.startsWith('# ')) throw new SyntaxError(`${place}: a case starts with "# title"`);
  const context = rest[0]?.startsWith('@ ') ? parseContext(rest.shift() ?? '') : new Map<string, string>();
  const line = rest.shift();
  if (line === undefined || rest.shift() !== '==>') {
    throw new SyntaxError(`${place}: after the title (and the context) come one line of log and "==>"`);
  }
  const expectation = parseExpectation(rest, place);
  return {
    file,
    at: block.at,
    title: title.slice(2),
    proves: provesOf(title),
    context,
    line: unescape(line),
    expectation,
  };
}

function provesOf(title: string): string[] {
  const brackets = /\[([^\]]*)\]$/.exec(title)?.[1];
  return brackets === undefined ? [] : brackets.split(';').map((name) => name.trim());
}

function parseContext(text: string): Map<string, string> {
  const pairs = text.slice(2).split(' ');
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function parseExpectation(lines: readonly string[], place: string): Expectation {
  const rows: Row[] = [];
  const defects: string[] = [];
  let date: string | null = null;
  for (const line of lines) {
    if (line.startsWith('!! ')) defects.push(line.slice(3));
    else if (line.startsWith('?? ')) date = line.slice(3);
    else rows.push(parseRow(line, place));
  }
  return { rows, date, defects };
}

/** Labels may hold single blanks, so that two end the token. */
function parseRow(line: string, place: string): Row {
  const parts = /^(\S+(?: \S+)*) {2,}(.+)$/.exec(line);
  if (parts === null) throw new SyntaxError(`${place}: not "token  value": ${line}`);
  return { token: parts[1] ?? '', value: textOf(unescape(parts[2] ?? '')) };
}

export function formatExpectation(expectation: Expectation): string {
  const lines = expectation.rows.map(formatRow);
  if (expectation.date !== null) lines.push(`?? ${expectation.date}`);
  lines.push(...expectation.defects.map((code) => `!! ${code}`));
  return lines.map((line) => `${line}\n`).join('');
}

function formatRow(row: Row): string {
  return `${row.token.padEnd(tokenColumn - 2)}  ${escape(bytesOf(row.value))}`;
}

const named = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
]);

function unescape(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|(.?))/g, (_, hex: string | undefined, name: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const character = named.get(name);
    if (character === undefined) throw new SyntaxError(`unknown escape \\${name} in ${text}`);
    return character;
  });
}

/** The way back: printable ASCII as it is, an outer blank and all other bytes escaped. */
export function escape(bytes: string): string {
  const letters = new Map([...named].map(([letter, character]) => [character, `\\${letter}`]));
  return bytes.replace(/[^\x21-\x5b\x5d-\x7e ]|^ | $/g, (character) => {
    return letters.get(character) ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
