// What a pasted text may be: an address, a user, a session, an event, or a query. In: text. Out: where the palette can go with it,
// the likeliest first.

import { FIELDS, fieldOf, positionOf, type Token } from '@gatehouse/model';
import { literal, parse } from '@gatehouse/qql';

export interface Jump {
  readonly label: string;
  readonly detail: string;
  readonly target:
    | { readonly page: 'search'; readonly query: string }
    | { readonly page: 'address'; readonly address: string }
    | { readonly page: 'person'; readonly name: string }
    | { readonly page: 'session'; readonly id: string }
    | { readonly page: 'event'; readonly id: string };
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/;
const IPV6 = /^(?=.*:.*:)[0-9a-f:]{2,39}(?:%\w+)?$/i;
const NETWORK = /^([0-9a-f:.]+)\/\d{1,3}$/i;
const PERSON = /^(?:[\w.-]+\\)?[^\s:=<>()[\]"'`]{2,64}$/u;

const IPV4_TOKENS: readonly Token[] = ['clientIpv4', 'sourceIpv4', 'destinationIpv4', 'natSourceIP'];
const IPV6_TOKENS: readonly Token[] = ['clientIpv6', 'sourceIpv6', 'destinationIpv6'];

export function jumpsOf(pasted: string): readonly Jump[] {
  const text = pasted.trim().replace(/^["'`<]+|["'`>,;]+$/g, '');
  if (text === '') return [];
  const ids = idJumps(text);
  if (ids.length > 0) return ids;
  const found = [...addressJumps(text), ...queryJumps(text), ...personJumps(text)];
  return found.length > 0 ? found : [wordsJump(text)];
}

function addressJumps(text: string): readonly Jump[] {
  const network = NETWORK.exec(text)?.[1];
  const address = (network ?? text).replace(/:\d+$/, (port) => (IPV4.test(text.slice(0, -port.length)) ? '' : port));
  if (!IPV4.test(address) && !IPV6.test(address)) return [];
  const value = network === undefined ? address : text;
  const tokens = address.includes(':') ? IPV6_TOKENS : IPV4_TOKENS;
  const query = tokens.map((token) => `${token}: ${value}`).join(' or ');
  const search: Jump = {
    label: `Events with ${value}`,
    detail: 'as client, source or destination',
    target: { page: 'search', query },
  };
  if (network !== undefined) return [search];
  return [
    {
      label: `Who was on ${address}?`,
      detail: 'sessions and people behind the address',
      target: { page: 'address', address },
    },
    search,
  ];
}

function idJumps(text: string): readonly Jump[] {
  if (positionOf(text) !== null) {
    return [{ label: `Event ${text}`, detail: 'open it', target: { page: 'event', id: text.toLowerCase() } }];
  }
  if (!/^\d{3,12}$/.test(text)) return [];
  return [
    {
      label: `Events of VPN session ${text}`,
      detail: 'vpnSessionId',
      target: { page: 'search', query: `vpnSessionId: ${text}` },
    },
    { label: `Message number ${text}`, detail: 'sessionId', target: { page: 'search', query: `sessionId: ${text}` } },
  ];
}

/** Only what names a token is taken for a query: a single word would always be one. */
function queryJumps(text: string): readonly Jump[] {
  const { tree } = parse(text);
  const isQuery =
    tree !== undefined &&
    tree.kind !== 'free' &&
    tree.kind !== 'all' &&
    FIELDS.some(({ token }) => text.includes(token));
  return isQuery ? [{ label: 'Run this query', detail: text, target: { page: 'search', query: text } }] : [];
}

function personJumps(text: string): readonly Jump[] {
  if (!PERSON.test(text) || IPV4.test(text) || NETWORK.test(text) || /^\d+$/.test(text)) return [];
  return [
    { label: `Person ${text}`, detail: 'everything about this user', target: { page: 'person', name: text } },
    {
      label: `Events of user ${text}`,
      detail: 'userName',
      target: { page: 'search', query: `userName: ${literal(fieldOf('userName'), text)}` },
    },
    wordsJump(text),
  ];
}

function wordsJump(text: string): Jump {
  const phrase = `"${text.replace(/["\\]/g, '\\$&')}"`;
  return { label: `Lines with “${text}”`, detail: 'words of the raw line', target: { page: 'search', query: phrase } };
}
