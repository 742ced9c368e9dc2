// `METHOD target` with the host that stands elsewhere on the line. requestUrl is host and path without the scheme.

import { type Span, skipBlanks } from '../decode/scan.js';
import type { Sheet } from './sheet.js';

export interface RequestRegion extends Span {
  readonly host: Span;
}

export function readMethodAndUrl(sheet: Sheet, { host, from, to }: RequestRegion, rule: string): void {
  const methodTo = methodEnd(sheet.text, from, to);
  const method = { from, to: methodTo };
  const target = { from: skipBlanks(sheet.text, methodTo, to), to };
  sheet.textToken('httpMethod', method, { rule: `${rule}/method` });
  sheet.literal({ from: methodTo, to: target.from }, rule);
  claimUrl(sheet, { host, target, isTunnel: sheet.slice(method) === 'CONNECT' }, `${rule}/url`);
}

/** Methods are upper case; the blank behind one may be missing (`GET/index.html`). */
function methodEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && at - from < 20 && text.charCodeAt(at) >= 65 && text.charCodeAt(at) <= 90) at++;
  const code = text.charCodeAt(at);
  return at >= to || code === 32 || code === 47 ? at : from;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Of a tunnel, and where the target is a whole URL, the host is the target's own. */
function claimUrl(
  sheet: Sheet,
  { host, target, isTunnel }: { host: Span; target: Span; isTunnel: boolean },
  rule: string,
): void {
  const path = sheet.slice(target);
  const scheme = SCHEME.exec(path)?.[0].length ?? 0;
  if (isTunnel || scheme > 0) {
    sheet.value({ from: host.from, to: host.to, rule, writing: 'text' });
    sheet.literal({ from: target.from, to: target.from + scheme }, rule);
    return sheet.textToken('requestUrl', { from: target.from + scheme, to: target.to }, { rule });
  }
  const name = sheet.slice(host);
  const url = name === '' || path === '' || path.startsWith('/') ? name + path : `${name}/${path}`;
  if (url === '') return;
  // The parts can be told apart again only where the host has no slash and the path begins with one.
  const isPlain = name === '' || path === '' || (!name.includes('/') && path.startsWith('/'));
  const writing = isPlain ? 'text' : 'verbatim';
  sheet.value({ from: host.from, to: host.to, rule, writing, tokens: ['requestUrl'] });
  sheet.value({ from: target.from, to: target.to, rule, writing, tokens: ['requestUrl'] });
  sheet.set('requestUrl', url);
}
