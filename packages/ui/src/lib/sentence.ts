// One event in one sentence: "jdoe signed in to gw-paris from Lyon, FR (AS3215) with Workspace 24.3". In: the tokens of an event.
// Out: pieces, those that are values with their token, so that they can be clicked. The sentences are the table below:
// `{a|b}` is the first token that is there, `[…]` falls away when something in it is missing.

import type { PrintedEvent, Token } from '@gatehouse/model';
import { fieldOf } from '@gatehouse/model';
import { formatValue } from './format.js';
import { type Clock, formatInstant } from './time.js';

export interface SentencePiece {
  readonly text: string;
  readonly token?: Token;
}

const FROM =
  '[ from {clientIpv4|sourceIpv4|clientIpv6|sourceIpv6}][ in {geoSourceCity|geoSourceCountry}][ ({sourceAsOrg})]';
const TO = '[ {destinationIpv4|destinationIpv6}[:{destinationPort}]]';
const BYTES = '[, {inByte} down][, {outByte} up]';
const SPAN = '[ after {duration}]';

/** eventName → sentence. */
const SENTENCES: Readonly<Record<string, string>> = {
  LOGIN: `{userName} signed in[ to {deviceName}]${FROM}[ with {userAgent}]`,
  LOGIN_FAILED: `{userName} failed to sign in[ to {deviceName}]${FROM}[: {message}]`,
  LOGOUT: `{userName} signed out[ of {deviceName}]${SPAN}[ ({logoutMethod})]${BYTES}`,
  ICASTART: `{userName} started[ {application}]${FROM}[ on {destinationIpv4}]`,
  ICAEND_CONNSTAT: `{userName} ended[ {application}]${SPAN}[ on {destinationIpv4}]${BYTES}`,
  TCPCONNSTAT: `{userName} used a TCP connection to${TO}[ for {duration}]${BYTES}`,
  TCPCONN_TIMEDOUT: `A TCP connection of {userName} timed out${FROM}`,
  UDPFLOWSTAT: `{userName} used UDP to${TO}[ for {duration}]${BYTES}`,
  HTTPREQUEST: '{userName} requested {requestUrl}',
  HTTP_RESOURCEACCESS_DENIED: '{userName} was denied {requestUrl}[ by policy {deniedByPolicy}]',
  NONHTTP_RESOURCEACCESS_DENIED: `{userName} was denied${TO}[ by policy {deniedByPolicy}]`,
  SSL_HANDSHAKE_SUCCESS: `A TLS handshake${FROM} succeeded[ on {deviceName}]`,
  SSL_HANDSHAKE_FAILURE: `A TLS handshake${FROM} failed[ on {deviceName}][: {message}]`,
  CMD_EXECUTED: `{userName} ran {command}[ on {deviceName}]${FROM}[: {outcome}]`,
  EXTRACTED_GROUPS: '[{userName} belongs to ]{group}',
  CONN_TERMINATE: `A TCP connection${FROM} to${TO} ended${SPAN}${BYTES}`,
  DEVICEUP: 'A device is up again[ on {deviceName}][: {attributes}]',
  DEVICEDOWN: 'A device is down[ on {deviceName}][: {attributes}]',
  MONITORUP: 'A monitor is up again[ on {deviceName}][: {attributes}]',
  MONITORDOWN: 'A monitor is down[ on {deviceName}][: {attributes}]',
  LICLMT_REACHED: 'The licence limit was reached[ on {deviceName}][: {message}]',
};

const OTHERWISE = ['{message}', '[{userName}: ]{eventName}[ on {deviceName}][: {attributes}]', '{rawEvent}'];

/** Every token that some sentence speaks of. */
export const SENTENCE_TOKENS: readonly Token[] = [
  ...new Set(
    [...Object.values(SENTENCES), ...OTHERWISE, '{sourceAsn}'].flatMap((template) =>
      [...template.matchAll(/\{([^}]*)\}/g)].flatMap(([, names = '']) => names.split('|') as Token[]),
    ),
  ),
];

export function sentenceOf(event: PrintedEvent, clock: Clock): readonly SentencePiece[] {
  const known = SENTENCES[String(event.eventName ?? '')];
  for (const template of [
    ...(known === undefined ? [] : [known, known.replace('{userName}', 'Somebody')]),
    ...OTHERWISE,
  ]) {
    const pieces = fill(template, event, clock);
    if (pieces !== null) return pieces;
  }
  return [];
}

/** No sentence speaks of it: its line does. */
export function isUnread({ eventName, message }: PrintedEvent): boolean {
  return eventName === undefined && message === undefined;
}

/** The sentence as plain text. */
export function sentenceText(event: PrintedEvent, clock: Clock): string {
  return sentenceOf(event, clock)
    .map(({ text }) => text)
    .join('');
}

/** Null when a token outside all brackets is missing. */
function fill(template: string, event: PrintedEvent, clock: Clock): readonly SentencePiece[] | null {
  const pieces: SentencePiece[] = [];
  for (const part of partsOf(template)) {
    if (part.startsWith('[')) pieces.push(...(fill(part.slice(1, -1), event, clock) ?? []));
    else if (part.startsWith('{')) {
      const piece = valuePiece(part.slice(1, -1), event, clock);
      if (piece === null) return null;
      pieces.push(piece);
    } else pieces.push({ text: part });
  }
  return pieces;
}

/** Bracketed parts nest at most once: `[ to {a}[:{b}]]`. */
function partsOf(template: string): readonly string[] {
  return template.match(/\[(?:[^[\]]|\[[^[\]]*\])*\]|\{[^}]*\}|[^[{]+/g) ?? [];
}

function valuePiece(names: string, event: PrintedEvent, clock: Clock): SentencePiece | null {
  const token = (names.split('|') as Token[]).find((name) => event[name] !== undefined);
  const value = token === undefined ? undefined : event[token];
  if (token === undefined || value === undefined) return null;
  const text = token === 'sourceAsOrg' ? networkText(event, String(value)) : formatValue(fieldOf(token), value, clock);
  return { text, token };
}

function networkText({ sourceAsn }: PrintedEvent, name: string): string {
  return sourceAsn === undefined ? name : `AS${String(sourceAsn)} ${name}`;
}

/** When it happened, for a person: the event's own time, else when it was received. */
export function timeOf({ eventTime, collectorReceivedTime }: PrintedEvent): number | null {
  const time = eventTime ?? collectorReceivedTime;
  return time === undefined ? null : Date.parse(String(time));
}

export function timeText(event: PrintedEvent, clock: Clock): string {
  const time = timeOf(event);
  return time === null ? 'no time' : formatInstant(time, clock, time % 1000 === 0 ? 's' : 'ms');
}
