// Values that are lists: groups, and the addresses of an X-Forwarded-For header.

import type { Span } from '../decode/scan.js';
import { readAddress } from './address.js';
import type { Value } from './values.js';

export function readGroups({ sheet, span, rule }: Value): void {
  const text = sheet.slice(span);
  if (text === 'N/A') return sheet.literal(span, rule);
  if (span.to <= span.from) return;
  const groups = splitGroups(text);
  if (groups.length === 0) return sheet.literal(span, rule);
  const isPlain = groups.join(',') === text && !text.includes('=');
  sheet.value({ from: span.from, to: span.to, rule, writing: isPlain ? 'list' : 'verbatim', tokens: ['group'] });
  sheet.set('group', groups);
}

/**
 * Names between commas. A distinguished name has commas of its own (RFC 4514): its parts are put together again, and a new
 * one begins where a naming part (CN, UID, OU) follows a domain part (DC, O, C).
 */
export function splitGroups(text: string): string[] {
  const groups: string[] = [];
  let state: 'plain' | 'naming' | 'domain' = 'plain';
  for (const part of splitUnescaped(text)) {
    const trimmed = part.trim();
    if (trimmed === '') continue;
    const kind = kindOfPart(trimmed);
    const continues = kind !== 'plain' && state !== 'plain' && !(state === 'domain' && kind === 'naming');
    if (continues) groups.push(`${groups.pop() ?? ''},${part.trimEnd()}`);
    else groups.push(trimmed);
    state = kind;
  }
  return groups;
}

function kindOfPart(part: string): 'plain' | 'naming' | 'domain' {
  const equals = part.indexOf('=');
  if (equals < 1) return 'plain';
  const type = part.slice(0, equals).toUpperCase();
  if (type === 'DC' || type === 'O' || type === 'C') return 'domain';
  return /^[A-Z][A-Z0-9-]*$/.test(type) ? 'naming' : 'plain';
}

/** At commas, but not at `\,`. */
function splitUnescaped(text: string): string[] {
  if (!text.includes('\\,')) return text.split(',');
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
    if (text.charCodeAt(at - 1) === 92) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

/** The header may hold anything: only addresses are kept as such, `unknown` (RFC 7239 section 6.2) is an absence. */
export function readForwarded({ sheet, span, rule, name }: Value): void {
  if (span.to <= span.from) return;
  const text = sheet.slice(span);
  const parts = text.split(',').map((part) => part.trim());
  if (text === 'unknown') return sheet.literal(span, rule);
  const addresses = parts.map((part) => readAddress(part)?.text ?? null);
  const found = addresses.filter((address) => address !== null);
  const isRubbish = parts.some((part, index) => addresses[index] === null && part !== '' && part !== 'unknown');
  if (isRubbish) sheet.defect('bad-address');
  if (found.length > 0) sheet.set('forwardedFor', found);
  const claim: Span & { rule: string } = { ...span, rule };
  const rest = isRubbish ? sheet.freeName(name) : null;
  if (rest !== null) sheet.attributes[rest] = text;
  sheet.value({
    ...claim,
    writing: found.join(',') === text ? 'list' : 'verbatim',
    tokens: found.length > 0 ? ['forwardedFor'] : [],
    ...(rest !== null && { attribute: rest }),
  });
}
