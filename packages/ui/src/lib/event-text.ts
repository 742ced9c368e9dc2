// An event for other places: a ticket, a chat, another program. Markdown shows hostile text by name and cannot be broken out of.

import { FIELDS, type PrintedEvent } from '@gatehouse/model';
import { formatValue } from './format.js';
import { visibleText } from './hostile-text.js';
import { sentenceText, timeText } from './sentence.js';

export function eventJson(event: PrintedEvent): string {
  return JSON.stringify(event, null, 2);
}

export function eventMarkdown(event: PrintedEvent, link: string): string {
  const rows = FIELDS.flatMap((field) => {
    const value = event[field.token];
    const isLine = field.token === 'rawEvent' || field.token === 'rawEventBase64';
    return value === undefined || isLine ? [] : [`| ${field.token} | ${code(formatValue(field, value, 'utc'))} |`];
  });
  return [
    `**${timeText(event, 'utc')} UTC** ${escapeMarkdown(visibleText(sentenceText(event, 'utc')))}`,
    '',
    '| token | value |',
    '|---|---|',
    ...rows,
    '',
    fenced(visibleText(String(event.rawEvent ?? ''))),
    '',
    `<${link}>`,
    '',
  ].join('\n');
}

/** Between more backticks than the text holds in a row. */
function code(text: string): string {
  const shown = visibleText(text).replace(/\|/g, '\\|');
  const ticks = '`'.repeat(longestRun(shown) + 1);
  const blank = /^`|`$/.test(shown) ? ' ' : '';
  return `${ticks}${blank}${shown}${blank}${ticks}`;
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-!|~]/g, '\\$&');
}
