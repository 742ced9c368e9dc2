// What an address or a user is enriched with, and why: each decision with its reason, and the tokens that an event would get.

import {
  type EnrichmentDecision as Decision,
  type EventFields,
  type EnrichmentExplanation as Explanation,
  fieldOf,
} from '@gatehouse/model';
import { type InternalNetworks, isInternal } from '../map/direction.js';
import { enrichEvent } from './event-enrichment.js';
import type { AddressFacts, Lookup, UserFacts } from './lookup.js';

export interface Asked {
  readonly lookup: Lookup;
  readonly internalNetworks: InternalNetworks;
  /** Addresses of X-Forwarded-For beside the address. */
  readonly forwarded: readonly string[];
}

/** An address, or else the name of a user as it stands in a line. */
export function explain(value: string, asked: Asked): Explanation {
  const facts = asked.lookup.address(value);
  return facts === null ? explainUser(value, asked.lookup) : explainAddress(facts, asked);
}

function explainAddress(facts: AddressFacts, { lookup, internalNetworks, forwarded }: Asked): Explanation {
  const { address } = facts;
  const effective = lookup.effective(facts, forwarded);
  const isIpv6 = address.includes(':');
  const event: EventFields = isIpv6 ? { sourceIpv6: address } : { sourceIpv4: address };
  const added = enrichEvent({ ...event, ...(forwarded.length > 0 && { forwardedFor: forwarded }) }, lookup);
  const { sourceIpv4, sourceIpv6, forwardedFor, ...tokens } = added;
  return {
    value: address,
    kind: 'address',
    decisions: [
      sideOf(address, internalNetworks),
      whoseOf(facts, effective),
      ...(effective === null ? [] : placeDecisions(effective)),
    ],
    tokens: printed(tokens),
  };
}

function sideOf(address: string, networks: InternalNetworks): Decision {
  const isInside = isInternal(address, networks);
  const because = isInside ? 'internalNetworks of the configuration' : 'in none of internalNetworks';
  return { question: 'side of the border', answer: isInside ? 'local' : 'remote', because };
}

function whoseOf(facts: AddressFacts, effective: AddressFacts | null): Decision {
  const question = 'whose place counts';
  if (!facts.isProxy) return { question, answer: facts.address, because: 'it is no trusted proxy' };
  if (effective === null)
    return { question, answer: 'nobody’s', because: 'a trusted proxy, and no usable address was forwarded' };
  return { question, answer: effective.address, because: `forwarded by the trusted proxy ${facts.address}` };
}

function placeDecisions({ address, reserved, place, placeFrom, network, networkFrom, tags }: AddressFacts): Decision[] {
  const unknown = reserved === null ? `no database knows ${address}` : `${reserved}: no database is asked`;
  const placeText = [place?.city, place?.country, place?.coordinates].filter((part) => part).join(', ');
  const networkText = network === null ? '' : `AS${network.asn} ${network.organisation}`.trim();
  return [
    { question: 'place', answer: placeText || 'unknown', because: placeFrom ?? unknown },
    { question: 'network', answer: networkText || 'unknown', because: networkFrom ?? unknown },
    { question: 'tags', answer: tags.join(', ') || 'none', because: 'sites.csv and watch lists' },
  ];
}

function explainUser(value: string, lookup: Lookup): Explanation {
  const facts = lookup.user(value);
  const event = { userName: Buffer.from(value, 'utf8').toString('latin1') };
  const { userName, ...tokens } = enrichEvent(event, lookup);
  return { value, kind: 'user', decisions: userDecisions(facts), tokens: printed(tokens) };
}

function userDecisions({ person, tags }: UserFacts): Decision[] {
  const answer = person === null ? 'not looked up' : person.texts.filter((text) => text !== '').join(', ');
  return [
    {
      question: 'person',
      answer: answer || 'known, without data',
      because: person?.because ?? 'there is no directory of people',
    },
    { question: 'tags', answer: tags.join(', ') || 'none', because: 'watch lists' },
  ];
}

/** As it is printed: texts of events are latin1 strings, one character per byte, and dates are milliseconds. */
function printed(event: EventFields): Explanation['tokens'] {
  return Object.fromEntries(
    Object.entries(event).map(([token, value]) => [
      token,
      fieldOf(token)?.type === 'date' ? isoTime(value) : utf8(value),
    ]),
  );
}

function isoTime(value: unknown): string {
  return new Date(Number(value)).toISOString();
}

function utf8(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.from(value, 'latin1').toString('utf8');
  return Array.isArray(value) ? value.map(utf8) : value;
}
