// From the parts of a header to tokens. Everything between the parts is a literal: blanks, colons, `GMT`, `-PPE-`.

import type { Header } from '../decode/header.js';
import { type Span, smallNumber } from '../decode/scan.js';
import { facilityName, severityName } from '../decode/severity.js';
import type { Sheet } from './sheet.js';
import { readId } from './values.js';

export interface HeaderSettings {
  readonly severityFrom: 'pri' | 'header';
  readonly peer: string | null;
}

export function claimHeader(sheet: Sheet, header: Header, settings: HeaderSettings): void {
  claimDevice(sheet, header, settings);
  claimEngine(sheet, header);
  claimNames(sheet, header);
  claimSeverity(sheet, header, settings);
  claimCount(sheet, header);
  for (const span of header.ignored)
    sheet.value({ from: span.from, to: span.to, rule: 'header/ignored', writing: 'text' });
  claimSeparators(sheet, header);
}

/**
 * The words of a line that is no audit message name nobody, unless a relay's stamp stands in front of them.
 * The header's host is the device. In front of it stand the relay and, in the log daemon's format, the address of the
 * appliance; the word next to the date names the device where the header does not.
 */
function claimDevice(
  sheet: Sheet,
  { kind, stamp, hasPriorityWord, host, relays }: Header,
  { peer }: HeaderSettings,
): void {
  const isText = kind === 'none' && stamp === null && !hasPriorityWord;
  const relay = isText ? undefined : relays[0];
  const address = kind === 'none' ? undefined : relays[1];
  const isRelayed = relay !== undefined || peer !== null;
  if (host !== null)
    nameDevice(sheet, host, { rule: 'header/host', tokens: isRelayed ? ['deviceName'] : ['deviceName', 'deviceHost'] });
  if (address !== undefined && host === null)
    nameDevice(sheet, address, { rule: 'relay/address', tokens: ['deviceName'] });
  if (address !== undefined && host !== null) sheet.attribute('address', address, { rule: 'relay/address' });
  const isNamed = host !== null || address !== undefined;
  if (relay !== undefined)
    nameDevice(sheet, relay, { rule: 'relay/host', tokens: isNamed ? ['deviceHost'] : ['deviceName', 'deviceHost'] });
  else if (peer !== null) sheet.constant('deviceHost', peer, 'peer');
}

function nameDevice(
  sheet: Sheet,
  span: Span,
  { rule, tokens }: { rule: string; tokens: readonly ('deviceName' | 'deviceHost')[] },
): void {
  sheet.value({ from: span.from, to: span.to, rule, writing: 'text', tokens });
  for (const token of tokens) sheet.set(token, sheet.slice(span));
}

/** Columns of node and engine hold 16 bits. */
const MOST_ENGINES = 65_535;

function claimEngine(sheet: Sheet, { node, engine, ppe }: Header): void {
  if (node !== null) claimSmall(sheet, 'nodeId', node);
  if (ppe !== null) claimSmall(sheet, 'ppeId', ppe);
  if (engine === null) return;
  const name = sheet.slice(engine);
  if (name === 'PPE') sheet.constant('packetEngine', name, 'header/engine');
  else sheet.textToken('packetEngine', engine, { rule: 'header/engine' });
}

function claimSmall(sheet: Sheet, token: 'nodeId' | 'ppeId', span: Span): void {
  const rule = `header/${token}`;
  const value = smallNumber(sheet.text, span.from, span.to);
  if (value < 0 || value > MOST_ENGINES) return sheet.attribute(token, span, { rule, writing: 'verbatim' });
  sheet.value({
    from: span.from,
    to: span.to,
    rule,
    writing: String(value) === sheet.slice(span) ? 'uint' : 'verbatim',
    tokens: [token],
  });
  sheet.set(token, value);
}

function claimNames(sheet: Sheet, { partition, category, event, messageNumber }: Header): void {
  if (partition !== null) sheet.textToken('partition', partition, { rule: 'header/partition' });
  if (category !== null) sheet.textToken('category', category, { rule: 'header/module' });
  if (event !== null) sheet.textToken('eventName', event, { rule: 'header/event' });
  if (messageNumber === null) return;
  readId({ sheet, span: messageNumber, rule: 'header/number', name: 'number', token: 'sessionId' });
}

/** The priority when the line has one, else the last number of the header; `severityFrom: header` asks for the latter. */
function claimSeverity(
  sheet: Sheet,
  { priority, trailing, hasPriorityWord }: Header,
  { severityFrom }: HeaderSettings,
): void {
  const rule = hasPriorityWord ? 'priority/word' : 'priority';
  const last = trailing === null ? -1 : smallNumber(sheet.text, trailing.from, trailing.to);
  const usesLast = last >= 0 && last <= 255 && (priority === null || severityFrom === 'header');
  if (priority !== null) {
    sheet.literal(priority, rule);
    sheet.constant('syslogSeverity', severityName(priority.severity), rule);
    sheet.constant('syslogFacility', facilityName(priority.facility), rule);
    if (!usesLast) sheet.constant('deviceSeverity', priority.severity, rule);
  }
  if (trailing === null) return;
  if (last < 0) return sheet.attribute('logFormat', trailing, { rule: 'header/trailing', writing: 'verbatim' });
  const writing = String(last) === sheet.slice(trailing) ? 'uint' : 'verbatim';
  sheet.value({
    from: trailing.from,
    to: trailing.to,
    rule: 'header/trailing',
    writing,
    tokens: usesLast ? ['logFormat', 'deviceSeverity'] : ['logFormat'],
  });
  sheet.set('logFormat', last);
  if (usesLast) sheet.set('deviceSeverity', last);
}

function claimCount(sheet: Sheet, { repeats }: Header): void {
  const value = repeats === null ? -1 : smallNumber(sheet.text, repeats.from, repeats.to);
  if (repeats === null || value < 0) return sheet.constant('count', 1, 'one line');
  sheet.value({
    from: repeats.from,
    to: repeats.to,
    rule: 'relay/repeated',
    writing: String(value) === sheet.slice(repeats) ? 'uint' : 'verbatim',
    tokens: ['count'],
  });
  sheet.set('count', value);
}

/** Gaps between the parts. The date is claimed later, when its order is known, but it is a part all the same. */
function claimSeparators(sheet: Sheet, header: Header): void {
  const { stamp, date, clock, unexplained, kind, body } = header;
  const later = [stamp, date, clock].filter((span) => span !== null);
  const parts: Span[] = [...sheet.claims, ...later, ...unexplained].sort((a, b) => a.from - b.from);
  if (unexplained.length > 0 && kind !== 'none') sheet.defect('unclaimed-text');
  let at = 0;
  for (const part of parts) {
    sheet.literal({ from: at, to: part.from }, 'header');
    at = Math.max(at, part.to);
  }
  if (kind !== 'none') sheet.literal({ from: at, to: body.from }, 'header');
}
