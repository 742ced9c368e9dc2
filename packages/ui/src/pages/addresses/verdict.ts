import type { AddressHolder, AddressHolders, HolderGrounds, SessionAddressRole } from '@gatehouse/model';
import { visibleText } from '../../lib/hostile-text.js';
import type { MarkdownPart } from '../../lib/markdown.js';
import { formatInstant } from '../../lib/time.js';
import { isInside } from '../../lib/vpn-session.js';

export const GROUNDS: Readonly<Record<HolderGrounds, { readonly text: string; readonly why: string }>> = {
  seen: { text: 'certain', why: 'Events before and after this time show the address in the session.' },
  open: { text: 'likely', why: 'The session was open, and never had another address of this kind.' },
  near: { text: 'near in time', why: 'The address was seen in the session within a day, not at this time.' },
};

export const ROLES: Readonly<Record<SessionAddressRole, string>> = {
  client: 'client',
  source: 'source of connections',
  nat: 'inside address',
};

export interface Verdict {
  readonly text: string;
  readonly tone: 'sure' | 'warn' | 'none';
}

/** The answer in one sentence. Holders come with the surest first. */
export function verdictOf(address: string, holders: readonly AddressHolder[]): Verdict {
  const strangers = isInside(address) ? [] : namesOf(holders.filter(isStranger));
  if (strangers.length > 0 && holders.every(isStranger))
    return { text: `Somebody in the session of ${list(strangers)}, which was opened from elsewhere`, tone: 'warn' };
  const sure = namesOf(holders.filter(({ grounds }) => grounds === 'seen'));
  if (sure.length > 1) return { text: `${list(sure)} shared it at that time`, tone: 'warn' };
  if (sure[0] !== undefined) return { text: `${sure[0]} was on it`, tone: 'sure' };
  const open = namesOf(holders.filter(({ grounds }) => grounds === 'open'));
  if (open.length > 1) return { text: `One of ${list(open)}: their sessions were open`, tone: 'warn' };
  if (open[0] !== undefined) return { text: `${open[0]} most likely: the session was open`, tone: 'sure' };
  const near = namesOf(holders);
  if (near.length === 0) return { text: 'Nobody is known to have been on it', tone: 'none' };
  return { text: `Nobody for certain; within a day ${list(near)}`, tone: 'warn' };
}

/** Whoever signed in had another address; whose this one is, no line says. */
function isStranger({ role }: AddressHolder): boolean {
  return role === 'source';
}

/** The answer for other places: a ticket, a chat. */
export function holdersMarkdown({ address, at, holders }: AddressHolders): MarkdownPart {
  const time = (text: string) => formatInstant(Date.parse(text), 'utc', 's');
  return {
    title: `${address} at ${time(at)} UTC: ${verdictOf(address, holders).text}`,
    facts: holders.map(({ account, role, grounds, firstSeen, lastSeen }) => [
      account,
      `${GROUNDS[grounds].text}, as ${ROLES[role]}, seen ${time(firstSeen)} to ${time(lastSeen)}`,
    ]),
  };
}

const MOST_NAMES = 5;

function namesOf(holders: readonly AddressHolder[]): readonly string[] {
  return [...new Set(holders.map(({ account, user }) => visibleText(account || (user[0] ?? 'somebody'))))];
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return shown.length === 0 ? String(last) : `${shown.join(', ')} and ${last}`;
}
