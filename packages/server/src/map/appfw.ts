// Web application firewall in its own format, by position:
//
//   CLIENT TRANSACTION-PPEn [SESSION|-] PROFILE URL TEXT <action>
//   192.0.2.1 616-PPE1 y/3upt2K8 pr_shop http://shop.example.com/ SQL Keyword check failed <blocked>
//   192.0.2.1 392811-PPE0 - pr_shop Disallow Illegal URL: http://shop.example.com/0bef <not blocked>
//
// The session may be missing altogether; some checks print the URL behind or inside their text.

import { digitsEnd, type Span, skipBlanks, trimEnd, wordEnd } from '../decode/scan.js';
import { readAddressValue } from './endpoints.js';
import type { Sheet } from './sheet.js';

export function readAppfw(sheet: Sheet, region: Span, rule: string): boolean {
  const { from } = region;
  const textTo = readAction(sheet, region, rule);
  const textFrom = readFront(sheet, { from, to: textTo }, rule);
  if (textFrom === from) sheet.defect('missing-label');
  readText(sheet, { from: textFrom, to: textTo }, rule);
  return true;
}

const ACTIONS = ['<blocked>', '<not blocked>', '<transformed>'];

/** End of the text in front of the action. */
function readAction(sheet: Sheet, { from, to }: Span, rule: string): number {
  const action = ACTIONS.find((candidate) => sheet.text.endsWith(candidate, to) && to - candidate.length >= from);
  if (action === undefined) return to;
  const textTo = trimEnd(sheet.text, from, to - action.length);
  sheet.literal({ from: textTo, to }, rule);
  sheet.constantAttribute('action', action.slice(1, -1));
  if (action === '<blocked>') sheet.constant('outcome', 'Failure', rule);
  return textTo;
}

/** Client, transaction, session and profile; `from` when the body does not begin with them. */
function readFront(sheet: Sheet, { from, to }: Span, rule: string): number {
  const { text } = sheet;
  const client = { from, to: wordEnd(text, from, to) };
  const transactionFrom = skipBlanks(text, client.to, to);
  const transactionTo = wordEnd(text, transactionFrom, to);
  const dash = text.lastIndexOf('-PPE', transactionTo);
  if (dash <= transactionFrom || digitsEnd(text, dash + 4, to) !== transactionTo) return from;
  readAddressValue(sheet, client, { rule: `${rule}/client`, name: 'client', role: 'source' });
  sheet.literal({ from: client.to, to: transactionFrom }, rule);
  sheet.attribute('transaction', { from: transactionFrom, to: dash }, { rule });
  sheet.literal({ from: dash, to: dash + 4 }, rule);
  const numberTo = skipBlanks(text, transactionTo, to);
  sheet.value({ from: dash + 4, to: transactionTo, rule, writing: 'text' });
  sheet.literal({ from: transactionTo, to: numberTo }, rule);
  return readProfile(sheet, { from: numberTo, to }, rule);
}

function readProfile(sheet: Sheet, { from, to }: Span, rule: string): number {
  const { text } = sheet;
  const firstTo = wordEnd(text, from, to);
  const second = skipBlanks(text, firstTo, to);
  const isAbsent = text.slice(from, firstTo) === '-';
  const profile =
    isAbsent || (isSession(text.slice(from, firstTo)) && !isUrlAt(text, second))
      ? { from: second, to: wordEnd(text, second, to) }
      : { from, to: firstTo };
  if (isAbsent) sheet.literal({ from, to: second }, rule);
  else if (profile.from === second) {
    sheet.attribute('session', { from, to: firstTo }, { rule });
    sheet.literal({ from: firstTo, to: second }, rule);
  }
  sheet.attribute('profile', profile, { rule });
  const next = skipBlanks(text, profile.to, to);
  sheet.literal({ from: profile.to, to: next }, rule);
  return next;
}

function isUrlAt(text: string, at: number): boolean {
  return text.startsWith('http://', at) || text.startsWith('https://', at);
}

/** Session ids are Base64 that ends in a four-digit number; profiles are names that a person chose. */
function isSession(word: string): boolean {
  return /^[\w/+-]{4,}\d{3,4}$/.test(word) && /[0-9]/.test(word);
}

function readText(sheet: Sheet, { from, to }: Span, rule: string): void {
  const { text } = sheet;
  const url = urlIn(text, { from, to });
  if (url === null || (url.from > from && url.to < to)) {
    sheet.textToken('message', { from, to }, { rule, writing: url === null ? 'text' : 'verbatim' });
    if (url !== null) deriveUrl(sheet, url, rule);
    return;
  }
  const message =
    url.from === from ? { from: skipBlanks(text, url.to, to), to } : { from, to: trimEnd(text, from, url.from) };
  sheet.textToken('requestUrl', url, { rule });
  sheet.textToken('message', message, { rule });
  if (url.from === from) sheet.literal({ from: url.to, to: message.from }, rule);
  else sheet.literal({ from: message.to, to: url.from }, rule);
}

/** Inside a text the URL stands in parentheses, behind its method. */
function deriveUrl(sheet: Sheet, url: Span, rule: string): void {
  const open = sheet.text.lastIndexOf('(', url.from);
  const method = open < 0 ? '' : sheet.text.slice(open + 1, url.from).trim();
  sheet.computed('requestUrl', sheet.slice(url), { rule, from: ['message'] });
  if (/^[A-Z]{2,20}$/.test(method)) sheet.computed('httpMethod', method, { rule, from: ['message'] });
}

function urlIn(text: string, { from, to }: Span): Span | null {
  const scheme = ['http://', 'https://'].map((start) => text.indexOf(start, from)).filter((at) => at >= 0 && at < to);
  if (scheme.length === 0) return null;
  const urlFrom = Math.min(...scheme);
  const end = wordEnd(text, urlFrom, to);
  return { from: urlFrom, to: text.charCodeAt(urlFrom - 1) !== 32 || text.charCodeAt(end - 1) !== 41 ? end : end - 1 };
}
