// What follows from the tokens of a line taken together: whose address the context's is, how long a session was, which
// direction it had, and what every event of the pack says.

import type { SourcePack, Token } from '@gatehouse/model';
import { readAddress } from './address.js';
import { contextOf, type InternalNetworks, isInternal } from './direction.js';
import type { Claim } from './reading.js';
import type { Sheet } from './sheet.js';

export interface FinishSettings {
  readonly pack: SourcePack;
  readonly internalNetworks: InternalNetworks;
}

export function finish(sheet: Sheet, { pack, internalNetworks }: FinishSettings): void {
  resolveRequestHost(sheet);
  resolveContextAddress(sheet);
  copyClientToSource(sheet);
  copyContextUser(sheet);
  compareDuration(sheet);
  setEventContext(sheet, internalNetworks);
  setConstants(sheet, pack);
  setAttributes(sheet);
}

/** A host whose path was cut off is the URL by itself. */
function resolveRequestHost(sheet: Sheet): void {
  if (sheet.requestHost !== null) sheet.textToken('requestUrl', sheet.requestHost, { rule: 'host without path' });
}

/** The address in the context is the client's; it steps in where no label names the client. */
function resolveContextAddress(sheet: Sheet): void {
  const span = sheet.contextAddress;
  if (span === null) return;
  const rule = 'context/address';
  const address = readAddress(sheet.slice(span));
  if (address === null) {
    sheet.defect('bad-address');
    return sheet.attribute('Context', span, { rule, writing: 'verbatim' });
  }
  const token = address.version === 4 ? 'clientIpv4' : 'clientIpv6';
  if (sheet.has('clientIpv4') || sheet.has('clientIpv6'))
    return sheet.value({ from: span.from, to: span.to, rule, writing: 'text' });
  const isPlain = address.version === 4 && address.text === sheet.slice(span);
  sheet.value({
    from: span.from,
    to: span.to,
    rule,
    writing: isPlain ? 'ipv4' : address.text === sheet.slice(span) ? 'text' : 'verbatim',
    tokens: [token],
  });
  sheet.set(token, address.text);
}

/** Lines that name only the client come from the client. A Source that is there, even a bad one, stays as it is. */
function copyClientToSource(sheet: Sheet): void {
  if (sheet.has('sourceIpv4') || sheet.has('sourceIpv6') || Object.hasOwn(sheet.attributes, 'Source')) return;
  for (const [client, source] of [
    ['clientIpv4', 'sourceIpv4'],
    ['clientIpv6', 'sourceIpv6'],
  ] as const) {
    const address = sheet.event[client];
    if (address === undefined) continue;
    sheet.set(source, address);
    addToken(sheet, client, source);
  }
}

/** A body with an empty User is about the user of its context. */
function copyContextUser(sheet: Sheet): void {
  if (sheet.has('userName') || sheet.event.contextUser === undefined) return;
  sheet.set('userName', sheet.event.contextUser);
  addToken(sheet, 'contextUser', 'userName');
}

function addToken(sheet: Sheet, to: Token, token: Token): void {
  const index = sheet.claims.findIndex((claim) => claim.role === 'value' && claim.tokens.includes(to));
  const claim: Claim | undefined = sheet.claims[index];
  if (claim?.role === 'value') sheet.claims[index] = { ...claim, tokens: [...claim.tokens, token] };
}

/** The appliance rounds begin and end by itself: one second more or less is no contradiction. */
const TOLERANCE_MS = 1000;

function compareDuration(sheet: Sheet): void {
  const { beginningTime, endTime, duration } = sheet.event;
  if (beginningTime === undefined || endTime === undefined) return;
  const spanMs = endTime - beginningTime;
  if (duration !== undefined) {
    if (Math.abs(spanMs - Number(duration) * 1000) > TOLERANCE_MS) sheet.defect('duration-mismatch');
    return;
  }
  if (spanMs < 0) return;
  sheet.computed('duration', Math.floor(spanMs / 1000), {
    rule: 'endTime - beginningTime',
    from: ['beginningTime', 'endTime'],
  });
}

/** Without a destination the virtual server is the local end. */
function setEventContext(sheet: Sheet, networks: InternalNetworks): void {
  const { sourceIpv4, sourceIpv6, destinationIpv4, destinationIpv6 } = sheet.event;
  const source = sourceIpv4 ?? sourceIpv6;
  if (source === undefined) return;
  const destination = destinationIpv4 ?? destinationIpv6;
  const context = contextOf(
    isInternal(source, networks),
    destination === undefined || isInternal(destination, networks),
  );
  const from: Token[] = [sourceIpv4 === undefined ? 'sourceIpv6' : 'sourceIpv4'];
  if (destination !== undefined) from.push(destinationIpv4 === undefined ? 'destinationIpv6' : 'destinationIpv4');
  sheet.computed('eventContext', context, { rule: 'internal networks', from });
}

function setConstants(sheet: Sheet, { constants }: SourcePack): void {
  sheet.constant('deviceType', constants.deviceType, 'pack');
  sheet.constant('deviceVendor', constants.deviceVendor, 'pack');
  sheet.constant('deviceModel', constants.deviceModel, 'pack');
  sheet.constant('tags', constants.tags, 'pack');
}

function setAttributes(sheet: Sheet): void {
  if (Object.keys(sheet.attributes).length === 0) return;
  sheet.set('attributes', sheet.attributes);
  if (sheet.hasConstantAttribute)
    sheet.derived.attributes = { rule: 'words of the grammar', kind: 'constant', from: [] };
}
