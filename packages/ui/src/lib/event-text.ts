// An event for other places: a ticket, a chat, another program. Markdown shows hostile text by name and cannot be broken out of.

import { FIELDS, type PrintedEvent } from '@gatehouse/model';
import { formatValue } from './format.js';
import { visibleJson, visibleText } from './hostile-text.js';
import { code, escapeMarkdown, fenced } from './markdown.js';
import { sentenceText, timeText } from './sentence.js';

export function eventJson(event: PrintedEvent): string {
  return visibleJson(event);
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
