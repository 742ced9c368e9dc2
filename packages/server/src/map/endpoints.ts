// Addresses and ports into the tokens of the end they belong to.

import type { AddressRole, Token } from '@gatehouse/model';
import { type Span, smallNumber } from '../decode/scan.js';
import { portFrom, readAddress } from './address.js';
import type { Sheet } from './sheet.js';

interface RoleTokens {
  readonly 4: AddressToken;
  readonly 6: AddressToken | null;
  readonly port: PortToken | null;
}

type AddressToken =
  | 'clientIpv4'
  | 'clientIpv6'
  | 'sourceIpv4'
  | 'sourceIpv6'
  | 'destinationIpv4'
  | 'destinationIpv6'
  | 'natSourceIP'
  | 'virtualSystem';
type PortToken = 'sourcePort' | 'destinationPort' | 'virtualPort';

const TOKENS: Readonly<Record<AddressRole, RoleTokens>> = {
  client: { 4: 'clientIpv4', 6: 'clientIpv6', port: 'sourcePort' },
  source: { 4: 'sourceIpv4', 6: 'sourceIpv6', port: 'sourcePort' },
  destination: { 4: 'destinationIpv4', 6: 'destinationIpv6', port: 'destinationPort' },
  nat: { 4: 'natSourceIP', 6: null, port: null },
  virtual: { 4: 'virtualSystem', 6: 'virtualSystem', port: 'virtualPort' },
};

/** Tokens that a label of this role can fill. */
export function tokensOfRole(role: AddressRole, kind: 'address' | 'endpoint' | 'port'): readonly Token[] {
  const { 4: ipv4, 6: ipv6, port } = TOKENS[role];
  const addresses = kind === 'port' ? [] : [ipv4, ipv6];
  const all = [...addresses, kind === 'address' ? null : port].filter((token) => token !== null);
  return [...new Set(all)];
}

interface Target {
  readonly rule: string;
  readonly name: string;
  readonly role: AddressRole;
}

/** Words in the place of an address that mean "none". */
const ABSENT = new Set(['Mapped Ip', 'N/A', '0.0.0.0:0']);

export function readAddressValue(sheet: Sheet, span: Span, target: Target): void {
  if (span.to <= span.from) return;
  const text = sheet.slice(span);
  if (ABSENT.has(text)) return sheet.literal(span, target.rule);
  const address = readAddress(text);
  if (address === null) {
    sheet.defect('bad-address');
    return sheet.attribute(target.name, span, { rule: target.rule, writing: 'verbatim' });
  }
  const token = TOKENS[target.role][address.version];
  if (token === null) return sheet.attribute(target.name, span, { rule: target.rule, writing: 'verbatim' });
  const tokens: Token[] = [token];
  const writing = address.text !== text ? 'verbatim' : address.version === 4 ? 'ipv4' : 'text';
  sheet.value({ from: span.from, to: span.to, rule: target.rule, writing, tokens });
  sheet.set(token, address.text);
}

/** `address:port`, or an address alone. */
export function readEndpointValue(sheet: Sheet, span: Span, target: Target): void {
  const text = sheet.slice(span);
  const port = ABSENT.has(text) ? -1 : portFrom(text);
  if (port < 0) return readAddressValue(sheet, span, target);
  const colon = span.from + port - 1;
  readAddressValue(sheet, { from: span.from, to: colon }, target);
  sheet.literal({ from: colon, to: colon + 1 }, target.rule);
  readPortValue(sheet, { from: colon + 1, to: span.to }, { ...target, name: `${target.name} port` });
}

export function readPortValue(sheet: Sheet, span: Span, { rule, name, role }: Target): void {
  if (span.to <= span.from) return;
  const token = TOKENS[role].port;
  if (token === null) return sheet.attribute(name, span, { rule });
  const port = smallNumber(sheet.text, span.from, span.to);
  if (port < 0 || port > 65_535) {
    sheet.defect('bad-port');
    return sheet.attribute(name, span, { rule, writing: 'verbatim' });
  }
  sheet.value({
    from: span.from,
    to: span.to,
    rule,
    writing: String(port) === sheet.slice(span) ? 'uint' : 'verbatim',
    tokens: [token],
  });
  sheet.set(token, port);
}
