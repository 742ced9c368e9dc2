// Markdown that hostile text cannot break out of: what is odd in it stands there by name.

import { visibleText } from './hostile-text.js';

export interface MarkdownPart {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, text: string])[];
}

/** A title, a table of names and values, and where it can be seen. */
export function factsMarkdown({ title, facts }: MarkdownPart, link: string): string {
  const rows = facts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `| ${escapeMarkdown(name)} | ${code(text)} |`);
  const heading = `**${escapeMarkdown(visibleText(title))}**`;
  return [heading, '', '| | |', '|---|---|', ...rows, '', `<${link}>`, ''].join('\n');
}

/** Between more backticks than the text holds in a row. */
export function code(text: string): string {
  const shown = visibleText(text).replace(/\|/g, '\\|');
  const ticks = '`'.repeat(longestRun(shown) + 1);
  const blank = /^`|`$/.test(shown) ? ' ' : '';
  return `${ticks}${blank}${shown}${blank}${ticks}`;
}

export function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-!|~]/g, '\\$&');
}
