/**
 * What the peer has read, in the terms of the generator's truth. The rules keep values as they are written:
 *
 *   {"eventTime":"03/17/2026:00:00:01","duration":"00:05:25","group":"A,B","context":"ann@192.0.2.7","virtualPort":"443",…}
 */
import type { Facts } from './truth.js';

/** Tokens that the rules do not ask for: two are literals in them, the third is concluded. */
export const NOT_ASKED = ['packetEngine', 'deviceSeverity', 'outcome'];

/** The events without a rule of their own: the peer gives their header and the rest as one text, about a hundredth of the lines. */
export const WITHOUT_RULE = ['CMD_EXECUTED', 'SSL_HANDSHAKE_SUCCESS'];

export const HEADER = [
  'eventTime',
  'deviceName',
  'nodeId',
  'ppeId',
  'partition',
  'category',
  'eventName',
  'sessionId',
  'logFormat',
];

const NUMBERS = ['nodeId', 'ppeId', 'logFormat', 'sourcePort', 'destinationPort', 'virtualPort', 'inByte', 'outByte'];
const TIMES = ['eventTime', 'beginningTime', 'endTime'];
/** Read by the rules, but no tokens of the model. */
const OTHERS = ['context', 'host', 'path', 'domain', 'sso', 'rest', 'cSent', 'cRecv', 'rSent', 'rRecv'];
const TOTALS = ['http', 'other', 'tcp', 'udp', 'allowed', 'denied'];

type TextRecord = Readonly<Record<string, string>>;

export function readRecord(json: string): Facts {
  const record = JSON.parse(json) as TextRecord;
  const facts: Record<string, unknown> = { ...derived(record) };
  for (const [name, text] of Object.entries(record)) {
    if (OTHERS.includes(name) || TOTALS.includes(name)) continue;
    const value = factOf(name, text);
    if (value !== undefined) facts[name] = value;
  }
  return facts;
}

function factOf(name: string, text: string): unknown {
  if (TIMES.includes(name)) return isoTime(text);
  if (NUMBERS.includes(name)) return Number(text);
  if (name === 'duration') return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
  if (name === 'group') return text === 'N/A' ? undefined : text.split(',');
  return name === 'natSourceIP' && text === 'Mapped Ip' ? undefined : text;
}

/** `Context USER@ADDRESS`, the client as the source where no other is named, host and path of a request. */
function derived({ context, clientIpv4, sourceIpv4, host, path }: TextRecord): Facts {
  const at = context?.lastIndexOf('@') ?? -1;
  const client = clientIpv4 ?? context?.slice(at + 1);
  return {
    ...(context === undefined ? {} : { contextUser: context.slice(0, at) }),
    ...(client === undefined ? {} : { clientIpv4: client, sourceIpv4: sourceIpv4 ?? client }),
    ...(host === undefined || path === undefined ? {} : { requestUrl: host + path }),
  };
}

/** `MM/DD/YYYY:hh:mm:ss` */
function isoTime(text: string): string {
  return `${text.slice(6, 10)}-${text.slice(0, 2)}-${text.slice(3, 5)}T${text.slice(11)}.000Z`;
}
