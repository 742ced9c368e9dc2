// The web application firewall in ArcSight's Common Event Format:
//
//   CEF:0|Citrix|NetScaler|NS14.1|APPFW|APPFW_STARTURL|6|src=192.0.2.1 spt=47606 method=GET request=http://… msg=Disallow Illegal URL. cn1=1340 … act=blocked
//
// Values hold blanks and equal signs, escaped (`\=`) or not: a value ends where ` key=` of a known key begins.

import { type Span, skipBlanks, trimEnd } from '../decode/scan.js';
import { readAddressValue, readPortValue } from './endpoints.js';
import type { Sheet, TextToken } from './sheet.js';

const KEYS = [
  'src',
  'geolocation',
  'spt',
  'method',
  'request',
  'msg',
  'cn1',
  'cn2',
  'cs1',
  'cs2',
  'cs3',
  'cs4',
  'cs5',
  'cs6',
  'act',
] as const;
type Key = (typeof KEYS)[number];

const RULE = 'CEF';
const TEXT_TOKENS: Partial<Record<Key, TextToken>> = { method: 'httpMethod', request: 'requestUrl', msg: 'message' };

interface Pair {
  readonly key: Key;
  /** Where the key begins. */
  readonly at: number;
  readonly value: Span;
}

export function readCef(sheet: Sheet, { from, to }: Span): void {
  const bars = barsOf(sheet.text, { from, to });
  if (bars.length < 7) {
    sheet.defect('unclaimed-text');
    return;
  }
  readPrefix(sheet, from, bars);
  const start = (bars[6] ?? to) + 1;
  const starts = startsOf(sheet.text, { from: start, to });
  const pairs = pairsOf(sheet.text, genuine(starts), to);
  if (pairs.length < starts.length) sheet.defect('repeated-label');
  let at = start;
  for (const pair of pairs) {
    if (pair.at > skipBlanks(sheet.text, at, to)) sheet.defect('unclaimed-text');
    else sheet.literal({ from: at, to: pair.at }, RULE);
    sheet.literal({ from: pair.at, to: pair.value.from }, RULE);
    readPair(sheet, pair);
    at = pair.value.to;
  }
  sheet.literal({ from: at, to: skipBlanks(sheet.text, at, to) }, RULE);
  if (!pairs.some(({ key }) => key === 'msg')) sheet.defect('missing-label');
}

/** The seven bars of the prefix; `\|` is none. */
function barsOf(text: string, { from, to }: Span): number[] {
  const bars: number[] = [];
  for (let bar = text.indexOf('|', from); bar >= 0 && bar < to && bars.length < 7; bar = text.indexOf('|', bar + 1)) {
    if (text.charCodeAt(bar - 1) !== 92) bars.push(bar);
  }
  return bars;
}

/** `CEF:0|vendor|product|version|module|event|severity|` */
function readPrefix(sheet: Sheet, from: number, bars: readonly number[]): void {
  const field = (index: number) => ({ from: (bars[index - 1] ?? from - 1) + 1, to: bars[index] ?? from });
  const product = { from, to: field(2).to };
  if (sheet.slice(product) === 'CEF:0|Citrix|NetScaler') sheet.literal({ from, to: product.to + 1 }, RULE);
  else sheet.value({ from, to: product.to + 1, rule: RULE, writing: 'verbatim' });
  sheet.attribute('version', field(3), { rule: RULE });
  sheet.textToken('category', field(4), { rule: RULE });
  sheet.textToken('eventName', field(5), { rule: RULE });
  sheet.attribute('severity', field(6), { rule: RULE });
  for (const bar of bars.slice(3)) sheet.literal({ from: bar, to: bar + 1 }, RULE);
}

interface Start {
  readonly key: Key;
  readonly at: number;
}

/** What looks like a known key, in the order of the line. */
function startsOf(text: string, { from, to }: Span): Start[] {
  const starts: Start[] = [];
  for (let at = from; at < to; at = nextWord(text, at, to)) {
    const key = KEYS.find((candidate) => text.startsWith(`${candidate}=`, at));
    if (key !== undefined) starts.push({ key, at });
  }
  return starts;
}

/**
 * The appliance writes its keys in one order, and the request is the client's text: in front of the request the first of
 * each key counts, behind it the last ones that are in order. Keys inside the request are part of it.
 */
function genuine(starts: readonly Start[]): Start[] {
  const request = starts.findIndex(({ key }) => key === 'request');
  const seen = new Set<Key>();
  const front = (request < 0 ? starts : starts.slice(0, request + 1)).filter(
    ({ key }) => !seen.has(key) && seen.add(key) !== undefined,
  );
  const back: Start[] = [];
  let next: number = KEYS.length;
  for (const start of request < 0 ? [] : starts.slice(request + 1).reverse()) {
    const order = KEYS.indexOf(start.key);
    if (order >= next || order <= KEYS.indexOf('request')) continue;
    back.unshift(start);
    next = order;
  }
  return [...front, ...back];
}

function pairsOf(text: string, starts: readonly Start[], to: number): Pair[] {
  return starts.map(({ key, at }, index) => {
    const valueFrom = skipBlanks(text, at + key.length + 1, to);
    const valueTo = trimEnd(text, at + key.length + 1, starts[index + 1]?.at ?? to);
    return { key, at, value: { from: Math.min(valueFrom, Math.max(valueTo, at + key.length + 1)), to: valueTo } };
  });
}

function nextWord(text: string, at: number, to: number): number {
  const blank = text.indexOf(' ', at);
  return blank < 0 ? to : skipBlanks(text, blank, to);
}

function readPair(sheet: Sheet, { key, value }: Pair): void {
  const rule = `${RULE}/${key}`;
  const token = TEXT_TOKENS[key];
  if (key === 'src') return readAddressValue(sheet, value, { rule, name: key, role: 'source' });
  if (key === 'spt') return readPortValue(sheet, value, { rule, name: key, role: 'source' });
  if (key === 'cs2') return readEngine(sheet, value, rule);
  if (key === 'act') return readAction(sheet, value, rule);
  if (token !== undefined) return readEscaped(sheet, { token, value }, rule);
  sheet.attribute(key, value, { rule });
}

function readEscaped(sheet: Sheet, { token, value }: { token: TextToken; value: Span }, rule: string): void {
  const text = sheet.slice(value);
  if (!text.includes('\\')) return sheet.textToken(token, value, { rule });
  sheet.value({ from: value.from, to: value.to, rule, writing: 'verbatim', tokens: [token] });
  sheet.set(token, text.replaceAll(/\\([=\\|])/g, '$1'));
}

/** `PPE1` */
function readEngine(sheet: Sheet, value: Span, rule: string): void {
  const digits = sheet.text.slice(value.from + 3, value.to);
  if (!sheet.text.startsWith('PPE', value.from) || !/^\d{1,4}$/.test(digits))
    return sheet.attribute('cs2', value, { rule });
  if (sheet.has('ppeId')) return sheet.value({ from: value.from, to: value.to, rule, writing: 'text' });
  sheet.literal({ from: value.from, to: value.from + 3 }, rule);
  sheet.constant('packetEngine', 'PPE', rule);
  sheet.value({
    from: value.from + 3,
    to: value.to,
    rule,
    writing: String(Number(digits)) === digits ? 'uint' : 'verbatim',
    tokens: ['ppeId'],
  });
  sheet.set('ppeId', Number(digits));
}

function readAction(sheet: Sheet, value: Span, rule: string): void {
  const action = sheet.slice(value);
  if (action !== 'blocked' && action !== 'not blocked' && action !== 'transformed')
    return sheet.attribute('act', value, { rule, writing: 'verbatim' });
  sheet.literal(value, rule);
  sheet.constantAttribute('act', action);
  if (action === 'blocked') sheet.constant('outcome', 'Failure', rule);
}
