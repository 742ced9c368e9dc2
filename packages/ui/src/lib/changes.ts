// What changed while a session was open, in words: what happened, and what it may mean. Changes of the same minute are one.

import type { SessionChange, SessionDetail, SessionRow } from '@gatehouse/model';
import { isStranger, textIn } from './vpn-session.js';

export interface ToldChange {
  readonly time: number;
  readonly tone: 'bad' | 'warn' | 'info';
  readonly changes: readonly SessionChange[];
  /** What it may mean. */
  readonly meaning: string;
}

const TOGETHER_MS = 60_000;

/** Addresses inside are the gateway's own doing: they are left out. */
export function toldChanges({ session, changes }: Pick<SessionDetail, 'session' | 'changes'>): readonly ToldChange[] {
  const groups: SessionChange[][] = [];
  for (const change of changes.filter((one) => isTelling(one, session))) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group === undefined || first === undefined || timeOf(change) - timeOf(first) > TOGETHER_MS)
      groups.push([change]);
    else group.push(change);
  }
  return groups.map((group) => told(group, session));
}

function timeOf({ time }: SessionChange): number {
  return Date.parse(time);
}

function isTelling({ field, value }: SessionChange, session: SessionRow): boolean {
  return field !== 'sourceAddress' || isStranger(session, value);
}

function told(changes: readonly SessionChange[], session: SessionRow): ToldChange {
  const [first] = changes;
  const fields = changes.map(({ field }) => field);
  return { time: first === undefined ? Number.NaN : timeOf(first), changes, ...weigh(fields, session) };
}

/** The worst of what changed together speaks for all of it. */
function weigh(fields: readonly SessionChange['field'][], session: SessionRow): Pick<ToldChange, 'tone' | 'meaning'> {
  const owner = textIn(session, 'account') || 'the user';
  if (fields.includes('sourceAddress'))
    return {
      tone: 'bad',
      meaning: `Nobody signed in from there: whoever sent this had the cookie of the session. A stolen session looks like this; so does a second way out to the Internet of ${owner}’s own network.`,
    };
  if (fields.includes('userAgent'))
    return {
      tone: 'bad',
      meaning:
        'The same session went on in other software. A cookie that was carried to another browser looks like this.',
    };
  if (fields.includes('country') && fields.includes('clientAddress'))
    return {
      tone: 'warn',
      meaning: `The client itself went on from another country. A phone that leaves the office network, or a VPN of its own, looks like this; so does a stolen session, when ${owner} cannot have travelled so fast.`,
    };
  if (fields.includes('country'))
    return { tone: 'warn', meaning: 'Events of the session came from another country than before.' };
  return {
    tone: 'info',
    meaning: 'The client went on from another address in the same country: as phones do, and lines that are renewed.',
  };
}

const NAMES: Readonly<Record<SessionChange['field'], string>> = {
  clientAddress: 'address',
  sourceAddress: 'source',
  country: 'country',
  userAgent: 'client software',
};

export function changeName({ field }: SessionChange): string {
  return NAMES[field];
}
