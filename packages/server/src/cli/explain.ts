/**
 * `gatehouse explain`: for each line which characters became which token by which rule, which reading of the date was chosen
 * and why, what nothing claimed, and what is wrong. Coloured on a terminal; otherwise, or with --json, one object per line.
 */
import type { ExplainedText, LineExplanation } from '@gatehouse/model';
import type { Command } from 'commander';
import { explain } from '../map/explanation.js';
import { type LineContext, readLine } from '../map/reader.js';
import type { Io, Paint } from './io.js';
import { type FileLine, fileLines } from './line-files.js';
import { addReadingOptions, contextOf, type ReadingFlags } from './reading-options.js';

interface Flags extends ReadingFlags {
  readonly json?: true;
  readonly text?: true;
}

const HELP = `
Examples:
  gatehouse explain ns.log
  grep LOGIN_FAILED ns.log | gatehouse explain
  gatehouse explain --json ns.log | jq 'select(.defects != [])'`;

export function registerExplain(program: Command, io: Io): void {
  addReadingOptions(program.command('explain'))
    .description('show what each character of a line became, and why')
    .argument('[file...]', 'files to read, plain, gzip or Zstandard; - or none: standard input')
    .option('--json', 'one JSON object per line, as where the output is no terminal')
    .option('--text', 'text, even where the output is no terminal')
    .addHelpText('after', HELP)
    .action((files: string[], flags: Flags) => run(io, files, flags));
}

async function run(io: Io, files: readonly string[], flags: Flags): Promise<void> {
  const context = contextOf(flags);
  const asText = flags.json !== true && (flags.text === true || io.stdout.isTty);
  for await (const lines of fileLines(io, files)) {
    for (const line of lines) {
      const explanation = explainLine(line, context);
      await io.stdout.write(
        asText ? explanationText(explanation, io.stdout.paint) : `${JSON.stringify(explanation)}\n`,
      );
    }
  }
}

function explainLine({ text, originalLength }: FileLine, context: LineContext): LineExplanation {
  return explain(readLine(text, originalLength === undefined ? context : { ...context, originalLength }));
}

/** The line in colour, then a table of what its parts became. */
export function explanationText(explanation: LineExplanation, paint: Paint): string {
  const { texts, state, headerForm, date, derived, defects } = explanation;
  const stateColour = state === 'mapped' ? paint.green : state === 'partial' ? paint.yellow : paint.red;
  const lines = [
    texts.map((text) => coloured(text, paint)).join(''),
    `  ${stateColour(state)} ${paint.dim(`header ${headerForm}`)}`,
    ...texts.flatMap((text) => valueRow(text, paint)),
    ...derived.map(({ token, value, rule, kind }) => row(token, shown(value), { note: `${kind}: ${rule}`, paint })),
    ...(date === null ? [] : [`  ${paint.bold('date')} ${date.order}: ${date.why}`]),
    ...texts
      .filter(({ role }) => role === 'unclaimed')
      .map(({ text, from, to }) => `  ${paint.red('unclaimed')} ${from}–${to} ${quoted(text)}`),
    ...defects.map(({ code, meaning }) => `  ${paint.yellow(code)} ${meaning}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** Control characters of a log line must not reach the terminal. */
function coloured({ text, role, tokens = [], attribute }: ExplainedText, paint: Paint): string {
  const safe = printable(text);
  if (role === 'literal') return paint.dim(safe);
  if (role === 'unclaimed') return paint.inverse(paint.red(safe));
  if (tokens.length > 0) return paint.cyan(safe);
  return attribute === undefined ? paint.gray(safe) : paint.blue(safe);
}

function valueRow({ text, role, tokens = [], attribute, rule = '' }: ExplainedText, paint: Paint): string[] {
  if (role !== 'value') return [];
  const names = [...tokens, ...(attribute === undefined ? [] : [`attributes.${attribute}`])];
  return [row(names.length === 0 ? '(no token)' : names.join(', '), printable(text), { note: rule, paint })];
}

const NAME_WIDTH = 28;
const VALUE_WIDTH = 44;

function row(name: string, value: string, { note, paint }: { note: string; paint: Paint }): string {
  return `  ${paint.cyan(name.padEnd(NAME_WIDTH))} ${value.padEnd(VALUE_WIDTH)} ${paint.dim(note)}`;
}

function shown(value: unknown): string {
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}

function quoted(text: string): string {
  return JSON.stringify(printable(text));
}

/** C0, DEL and C1 controls, and the marks that turn the direction of text. */
function printable(text: string): string {
  return text.replaceAll(
    /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
