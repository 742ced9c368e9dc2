// Which user held an address at an instant: sessions in which it was the client's, the source of a connection, or the address that the
// gateway used for the client inside. With what says so, and how near it is.

import { isIP } from 'node:net';
import { type AddressHolder, eventIdOf, type HolderGrounds, type SessionRow } from '@gatehouse/model';
import { AppError } from '../errors.js';
import { instant } from '../store/parameters.js';
import { addressesIn } from './assembly-values.js';
import type { Sighting } from './seen.js';
import type { SessionReader } from './session-reader.js';
import { columnsSql, fieldsOf, printRow } from './session-row.js';
import { readState } from './state.js';

const DAY = 86_400_000;
const LONGEST = 32 * DAY;
const MOST = 200;

const SHOWN = fieldsOf([
  'id',
  'state',
  'startTime',
  'endTime',
  'userName',
  'account',
  'virtualSystem',
  'deviceName',
  'closeReason',
  'confidence',
  'customerId',
]);

/** The surest first. */
export async function findHolders(
  reader: SessionReader,
  { address, at }: { address: string; at: number },
): Promise<readonly AddressHolder[]> {
  const holds = (column: string): string => `position(concat('\\n', ${column}, '\\n'), {line:String}) > 0`;
  const rows = await reader.select({
    columns: `${columnsSql(SHOWN)}, parts`,
    where: `startTime BETWEEN ${instant('low')} AND ${instant('to')} AND firstTime <= ${instant('to')} AND lastTime >= ${instant('from')}
      AND (${['clientAddress', 'sourceAddress', 'natAddress'].map(holds).join(' OR ')})`,
    tail: `ORDER BY abs(toUnixTimestamp64Milli(startTime) - {at:Int64}) LIMIT ${MOST}`,
    parameters: { line: `\n${address}\n`, at, low: at - LONGEST, from: at - DAY, to: at + DAY },
  });
  const holders = rows.flatMap((row) =>
    holdersIn({ session: printRow(SHOWN, row), parts: String(row['parts']) }, { address, at }),
  );
  return holders.sort((a, b) => a.distance - b.distance).map(({ holder }) => holder);
}

interface Asked {
  readonly address: string;
  readonly at: number;
}

interface Weighed {
  readonly holder: AddressHolder;
  readonly distance: number;
}

function holdersIn(row: { session: SessionRow; parts: string }, { address, at }: Asked): readonly Weighed[] {
  const { session } = row;
  const parts = readState(row.parts, String(session.id));
  return (['client', 'source', 'nat'] as const).flatMap((role) => {
    const all = addressesIn(parts, role);
    const sighting = all.get(address);
    if (sighting === undefined) return [];
    const grounds = groundsOf(sighting, { at, session, isOnly: all.size === 1 });
    const holder: AddressHolder = {
      user: (session.userName as readonly string[] | undefined) ?? [],
      account: String(session.account ?? ''),
      role,
      grounds,
      firstSeen: new Date(sighting.first).toISOString(),
      lastSeen: new Date(sighting.last).toISOString(),
      eventId: eventIdOf({ block: BigInt(sighting.ref.block), row: sighting.ref.row }),
      session,
    };
    return [{ holder, distance: RANK[grounds] * LONGEST + distanceOf(sighting, at) }];
  });
}

const RANK: Readonly<Record<HolderGrounds, number>> = { seen: 0, open: 1, near: 2 };

function groundsOf(
  { first, last }: Sighting,
  { at, session, isOnly }: { at: number; session: SessionRow; isOnly: boolean },
): HolderGrounds {
  if (at >= first && at <= last) return 'seen';
  const isOpen = at >= Date.parse(String(session.startTime)) && at <= Date.parse(String(session.endTime));
  return isOpen && isOnly ? 'open' : 'near';
}

function distanceOf({ first, last }: Sighting, at: number): number {
  return Math.max(0, first - at, at - last);
}

/** The address as it is stored; throws `option.invalid` when it is none. */
export function canonicalAddress(text: string): string {
  const family = isIP(text);
  if (family === 0) throw new AppError('option.invalid', { option: 'IP', value: text, reason: 'it is no IP address' });
  if (family === 4) return text;
  // The host of a URL is written as RFC 5952 says (https://url.spec.whatwg.org/#concept-ipv6-serializer).
  const compressed = new URL(`http://[${text.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(compressed);
  if (mapped === null) return compressed;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
