/**
 * What the appliance has to say, before a header is put in front of it: an entry knows how it is written and what it means.
 * Both stand side by side, so that line and truth cannot drift apart.
 */
import type { Token } from '@gatehouse/model';
import { clockOf, isoStamp, type Stamp, secondsBetween } from './stamps.js';

type TruthValue = string | number | boolean | readonly string[];
/** Times are ISO 8601 in UTC. Absent means that the line does not say it. */
export type Facts = { readonly [T in Token]?: TruthValue };

/** How a build of the appliance writes what all bodies have in common. */
export interface Style {
  readonly stamp: Stamp;
  /** What follows a time: ` GMT`, or a lone blank under LOCAL_TIME, or nothing. */
  readonly zone: ' GMT' | ' ' | '';
  /** `SessionId: 7558- User` in older builds, `SessionId: 7558 - User` in newer ones. */
  readonly afterSessionId: '- ' | ' - ';
}

export interface Entry {
  readonly category: string;
  readonly eventName: string;
  /** Level of RFC 5424 section 6.2.1. */
  readonly severity: number;
  readonly write: (style: Style) => string;
  readonly facts: () => Facts;
}

export const ALERT = 1;
export const ERROR = 3;
export const WARNING = 4;
export const INFORMATIONAL = 6;
export const DEBUG = 7;

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Address and port as in every body: IPv6 stands without brackets. */
export function written(endpoint: Endpoint): string {
  return `${endpoint.address}:${endpoint.port}`;
}

function isIpv6(address: string): boolean {
  return address.includes(':');
}

export function sourceAddressFact(address: string): Facts {
  return isIpv6(address) ? { sourceIpv6: address } : { sourceIpv4: address };
}

export function sourceFacts({ address, port }: Endpoint): Facts {
  return { ...sourceAddressFact(address), sourcePort: port };
}

export function destinationFacts({ address, port }: Endpoint): Facts {
  return { ...(isIpv6(address) ? { destinationIpv6: address } : { destinationIpv4: address }), destinationPort: port };
}

export function clientAddressFact(address: string): Facts {
  return isIpv6(address) ? { clientIpv6: address } : { clientIpv4: address };
}

/** Where a line names only the client, it is the source too. */
export function clientFacts(address: string): Facts {
  return { ...clientAddressFact(address), ...sourceAddressFact(address) };
}

export function vserverFacts(vserver: Endpoint): Facts {
  return { virtualSystem: vserver.address, virtualPort: vserver.port };
}

export interface Span {
  readonly begin: number;
  readonly end: number;
}

export function spanFacts(span: Span): Facts {
  return {
    beginningTime: isoStamp(span.begin),
    endTime: isoStamp(span.end),
    duration: secondsBetween(span.begin, span.end),
  };
}

/** `Start_time "T GMT" - End_time "T GMT" - Duration hh:mm:ss  - `: two blanks close the duration. */
export function writtenSpan(span: Span, style: Style, labels: readonly [string, string]): string {
  const { stamp, zone } = style;
  const duration = clockOf(secondsBetween(span.begin, span.end));
  return `${labels[0]} "${stamp(span.begin)}${zone}" - ${labels[1]} "${stamp(span.end)}${zone}" - Duration ${duration}  - `;
}

export interface Volume {
  readonly sent: number;
  readonly received: number;
}

export function writtenVolume(volume: Volume): string {
  return `Total_bytes_send ${volume.sent} - Total_bytes_recv ${volume.received}`;
}

export function volumeFacts(volume: Volume): Facts {
  return { outByte: volume.sent, inByte: volume.received };
}

/** Bytes after compression and the ratio in hundredths of a percent, per direction. */
export interface Compression extends Volume {
  readonly sentRatio: number;
  readonly receivedRatio: number;
}

export const NO_COMPRESSION: Compression = { sent: 0, received: 0, sentRatio: 0, receivedRatio: 0 };

export function writtenCompression(compression: Compression): string {
  const { sent, received, sentRatio, receivedRatio } = compression;
  return (
    ` - Total_compressedbytes_send ${sent} - Total_compressedbytes_recv ${received}` +
    ` - Compression_ratio_send ${percent(sentRatio)}% - Compression_ratio_recv ${percent(receivedRatio)}%`
  );
}

function percent(hundredths: number): string {
  if (hundredths === 0) return '0.00';
  const whole = Math.floor(hundredths / 100);
  const rest = hundredths % 100;
  return `${whole}.${rest < 10 ? '0' : ''}${rest}`;
}
