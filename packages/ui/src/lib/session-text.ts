// A session for other places: a ticket, a chat.

import { type SessionDetail, type SessionRow, VPN_SESSION_FIELDS } from '@gatehouse/model';
import { toldChanges } from './changes.js';
import { formatValue } from './format.js';
import type { MarkdownPart } from './markdown.js';
import { formatInstant } from './time.js';
import { instantIn, nameIn } from './vpn-session.js';

export function sessionMarkdown(detail: SessionDetail): MarkdownPart {
  const { session } = detail;
  const began = formatInstant(instantIn(session, 'startTime'), 'utc', 's');
  return { title: `Session of ${nameIn(session)}, ${began} UTC`, facts: [...factsOf(session), ...changesIn(detail)] };
}

function factsOf(session: SessionRow): MarkdownPart['facts'] {
  return VPN_SESSION_FIELDS.flatMap((field) => {
    const value = session[field.token];
    return value === undefined ? [] : [[field.token, formatValue(field, value, 'utc')] as const];
  });
}

function changesIn(detail: SessionDetail): MarkdownPart['facts'] {
  return toldChanges(detail).map(({ time, changes }) => {
    const texts = changes.map(({ before = '', value }) => `${before} → ${value}`);
    return [`changed at ${formatInstant(time, 'utc', 's')}`, texts.join(', ')] as const;
  });
}
