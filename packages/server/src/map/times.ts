// All times of a line at once: the order of their parts is decided for the whole line, then each becomes an instant.

import type { Token } from '@gatehouse/model';
import { asIfUtc, type DateParts, inOrder, type WallTime } from '../decode/date.js';
import { certainOrder, type DateEvidence, type DateHistory, decideOrder } from '../decode/date-order.js';
import type { Header } from '../decode/header.js';
import type { Stamp } from '../decode/stamp.js';
import { type Instant, toUtc, type ZoneOffsets } from '../decode/zone.js';
import type { DateDecision, DateOrder } from './reading.js';
import type { PendingTime, Sheet } from './sheet.js';

export interface TimeSettings {
  readonly timezone: string;
  readonly dateOrder: DateOrder;
  readonly receivedAt: number | null;
  readonly history: DateHistory;
  readonly offsets: ZoneOffsets;
}

/** Sets eventTime, beginningTime and endTime, and claims their bytes. */
export function readTimes(sheet: Sheet, header: Header, settings: TimeSettings): DateDecision | null {
  const device = sheet.event.deviceName ?? sheet.event.deviceHost ?? '';
  const decision = decideOrder(
    evidenceOf(sheet, header, { device, receivedAt: settings.receivedAt }),
    settings.history,
    settings.dateOrder,
  );
  const order = decision?.order ?? settings.dateOrder;
  const body = sheet.times.map((time) => readBodyTime(sheet, time, { ...settings, dateOrder: order }));
  readEventTime(sheet, header, { ...settings, dateOrder: order, body: body.filter((ms) => ms !== null) });
  const proven = header.date === null ? null : certainOrder(header.date);
  if (proven !== null) settings.history.learn(device, proven);
  return decision;
}

function evidenceOf(
  sheet: Sheet,
  { date, stamp }: Header,
  { device, receivedAt }: { device: string; receivedAt: number | null },
): DateEvidence {
  const dates = sheet.times.flatMap((time) =>
    'yearFirst' in time.date ? [{ token: time.token, parts: time.date }] : [],
  );
  const begin = dates.find(({ token }) => token === 'beginningTime')?.parts;
  const end = dates.find(({ token }) => token === 'endTime')?.parts;
  const seconds = sheet.event.duration;
  const span =
    begin !== undefined && end !== undefined && seconds !== undefined
      ? { begin, end, seconds: Number(seconds) }
      : undefined;
  return {
    device,
    header: date,
    body: dates.map(({ parts }) => parts),
    stamp,
    receivedAt,
    ...(span !== undefined && { span }),
  };
}

/** The order of the line, or the only one in which this date is possible. */
function wallOf(parts: DateParts, order: DateOrder): { wall: WallTime; isLineOrder: boolean } | null {
  const wall = inOrder(parts, order);
  if (wall !== null) return { wall, isLineOrder: true };
  const own = certainOrder(parts) ?? (order === 'ymd' ? 'mdy' : null);
  const other = own === null ? null : inOrder(parts, own);
  return other === null ? null : { wall: other, isLineOrder: false };
}

function readBodyTime(sheet: Sheet, time: PendingTime, settings: TimeSettings): number | null {
  const { date, isGmt, rule } = time;
  const token = time.token !== null && !sheet.has(time.token) ? time.token : null;
  const instant =
    'yearFirst' in date
      ? instantOf(date, isGmt, settings)
      : { ...stampInstant(date, settings, null), canonical: false };
  if (instant === null || instant.ms === undefined) {
    sheet.defect('bad-time');
    sheet.attribute(time.attribute, date, { rule, writing: 'verbatim' });
    return null;
  }
  if (instant.defect !== undefined) sheet.defect(instant.defect);
  if (token === null) {
    sheet.attribute(time.attribute, date, { rule, writing: 'text' });
    return instant.ms;
  }
  sheet.value({
    from: date.from,
    to: date.to,
    rule,
    writing: instant.canonical ? 'date' : 'verbatim',
    tokens: [token],
    zone: isGmt ? 'utc' : 'source',
  });
  sheet.set(token as Extract<Token, 'beginningTime' | 'endTime'>, instant.ms);
  return instant.ms;
}

/** Canonical: printing it in the order of the line gives the same characters. */
function instantOf(
  parts: DateParts,
  isGmt: boolean,
  { dateOrder, timezone, offsets }: TimeSettings,
): (Instant & { canonical: boolean }) | null {
  const found = wallOf(parts, dateOrder);
  if (found === null) return null;
  const instant = toUtc(found.wall, isGmt ? 'UTC' : timezone, offsets);
  return { ...instant, canonical: parts.canonical && found.isLineOrder && instant.defect === undefined };
}

interface EventTimeSettings extends TimeSettings {
  /** Instants of the times in the body. */
  readonly body: readonly number[];
}

function readEventTime(sheet: Sheet, header: Header, settings: EventTimeSettings): void {
  const { date, clock, isGmt } = header;
  const instant = date === null ? null : instantOf(date, isGmt, settings);
  if (date !== null && instant !== null) {
    if (instant.defect !== undefined) sheet.defect(instant.defect);
    const writing = instant.canonical ? 'date' : 'verbatim';
    sheet.value({
      from: date.from,
      to: date.to,
      rule: 'header/date',
      writing,
      tokens: ['eventTime'],
      zone: isGmt ? 'utc' : 'source',
    });
    sheet.set('eventTime', instant.ms);
    return claimStamp(sheet, header, false);
  }
  if (date !== null) {
    sheet.defect('bad-event-time');
    sheet.value({ from: date.from, to: date.to, rule: 'header/date', writing: 'verbatim' });
  }
  if (clock !== null) {
    const ms = clockInstant(header, settings);
    sheet.value({
      from: clock.from,
      to: clock.to,
      rule: 'header/time',
      writing: 'verbatim',
      tokens: ms === null ? [] : ['eventTime'],
    });
    if (ms !== null) {
      sheet.defect('date-from-body');
      sheet.set('eventTime', ms);
      return claimStamp(sheet, header, false);
    }
  }
  fallBack(sheet, header, settings);
}

const DAY = 86_400_000;

/** The day on which the time of the header is nearest to the last time of the body: a session may end after midnight. */
function clockInstant({ clock, isGmt }: Header, { body, timezone, offsets }: EventTimeSettings): number | null {
  const anchor = body.at(-1);
  if (clock === null || anchor === undefined) return null;
  const zone = isGmt ? 'UTC' : timezone;
  const day = new Date(anchor + offsets.offset(zone, anchor));
  const wall = {
    year: day.getUTCFullYear(),
    month: day.getUTCMonth() + 1,
    day: day.getUTCDate(),
    hour: clock.hour,
    minute: clock.minute,
    second: clock.second,
  };
  const same = toUtc(wall, zone, offsets).ms;
  const nearest = [same - DAY, same, same + DAY].reduce(
    (best, ms) => (Math.abs(ms - anchor) < Math.abs(best - anchor) ? ms : best),
    same,
  );
  return nearest;
}

/** A relay's stamp, else the time of receiving, else nothing. */
function fallBack(sheet: Sheet, header: Header, settings: EventTimeSettings): void {
  const near = settings.body.at(-1) ?? settings.receivedAt;
  const instant = header.stamp === null ? null : stampInstant(withYearOfCef(sheet, header.stamp), settings, near);
  const isDated = instant?.ms !== undefined;
  claimStamp(sheet, header, isDated);
  if (instant?.ms !== undefined) {
    if (instant.defect !== undefined) sheet.defect(instant.defect);
    return sheet.set('eventTime', instant.ms);
  }
  if (settings.receivedAt === null) {
    // An impossible date has its own defect.
    if (header.date === null) sheet.defect('no-event-time');
    return;
  }
  sheet.computed('eventTime', settings.receivedAt, { rule: 'receive-time', from: [] });
}

/** CEF carries the year in cs5, because its stamp has none. */
function withYearOfCef(sheet: Sheet, stamp: Stamp): Stamp {
  const year = sheet.attributes['cs5'];
  if (stamp.wall.year > 0 || year === undefined || !/^\d{4}$/.test(year)) return stamp;
  return { ...stamp, wall: { ...stamp.wall, year: Number(year) } };
}

function claimStamp(sheet: Sheet, { stamp }: Header, datesTheEvent: boolean): void {
  if (stamp === null) return;
  const writing = datesTheEvent ? 'verbatim' : 'text';
  sheet.value({
    from: stamp.from,
    to: stamp.to,
    rule: 'relay/stamp',
    writing,
    tokens: datesTheEvent ? ['eventTime'] : [],
  });
}

/** A stamp without a year is dated by `near`: the year in which it is nearest to it. No `near`, no instant. */
function stampInstant(
  stamp: Stamp,
  { timezone, offsets }: Pick<TimeSettings, 'timezone' | 'offsets'>,
  near: number | null,
): Partial<Instant> {
  const { wall, offsetMinutes, milliseconds } = stamp;
  const year = wall.year > 0 ? wall.year : nearestYear(wall, near);
  if (year === null) return {};
  const dated = { ...wall, year };
  if (offsetMinutes !== null) return { ms: asIfUtc(dated) - offsetMinutes * 60_000 + milliseconds };
  const instant = toUtc(dated, timezone, offsets);
  return { ...instant, ms: instant.ms + milliseconds };
}

function nearestYear(wall: WallTime, near: number | null): number | null {
  if (near === null) return null;
  const middle = new Date(near).getUTCFullYear();
  const distance = (year: number) => Math.abs(asIfUtc({ ...wall, year }) - near);
  return [middle - 1, middle, middle + 1].reduce((best, year) => (distance(year) < distance(best) ? year : best));
}
