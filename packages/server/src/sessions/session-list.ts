// Pages of sessions that satisfy a query over their fields.

import { type SessionCourse, type SessionRow, type SessionToken, VPN_SESSION_FIELDS } from '@gatehouse/model';
import { columnName, compile, type Statement } from '@gatehouse/qql';
import { type Asked, type QueryText, type Reading, type ReadQuery, readQuery, runnable } from '../query/query-text.js';
import { rawLineOf } from '../query/raw-line.js';
import { readCursor, writeCursor } from '../query/search.js';
import { type Ordered, type Sort, sortKeys, textKey, timeKey } from '../query/sort-keys.js';
import type { StoreRow } from '../store/event-store.js';
import { courseOf } from './course.js';
import { accountOf } from './session-event.js';
import type { SessionReader } from './session-reader.js';
import { columnsSql, fieldsOf, printRow } from './session-row.js';
import { readState } from './state.js';

/** A query, and what else is to be true. */
export interface SessionsText extends QueryText {
  readonly state?: string;
  /** In any spelling. */
  readonly user?: string;
}

export interface SessionsRequest extends SessionsText {
  readonly limit: number;
  readonly fields?: readonly SessionToken[];
  readonly sort?: Sort;
  /** `next` of the page before. */
  readonly cursor?: string;
  /** What happened in each of them, too. */
  readonly hasCourses?: boolean;
}

export interface FoundSessions {
  readonly sessions: readonly SessionRow[];
  /** Of each of the sessions, when they were asked for. */
  readonly courses?: readonly SessionCourse[];
  /** Where the next page begins; null behind the last session. */
  readonly next: string | null;
}

/** Words without a field are looked for where people expect them. A range of time means the sessions that were open in it. */
const SESSIONS: Asked = {
  fields: VPN_SESSION_FIELDS,
  freeText: [
    'userName',
    'clientAddress',
    'sourceAddress',
    'natAddress',
    'country',
    'city',
    'network',
    'userAgent',
    'application',
    'destinationAddress',
    'host',
    'deviceName',
    'id',
  ],
  times: ['endTime', 'startTime'],
};

const IN_ORDER: Ordered = {
  token: 'startTime',
  keys: (descending) => [timeKey(columnName('startTime'), descending), textKey(columnName('id'), descending)],
};

/** There is no search index over sessions: every look-up finds that a word can be anywhere. */
const ANYWHERE = { rawLine: rawLineOf([]), findWords: () => ({ blocks: null, columns: null }) };

/** Throws `query.invalid`. */
export function readSessionQuery(text: QueryText, reading: Reading): ReadQuery {
  return readQuery(text, reading, SESSIONS);
}

/** `0`: nothing can satisfy it. */
export function whereOf(text: SessionsText, reading: Reading): Statement {
  const { sql, parameters } = runnable(compile(readSessionQuery(text, reading).resolved, ANYWHERE));
  if (sql === '0') return { sql, parameters };
  const { state, user } = text;
  const conditions = [
    ...(user === undefined ? [] : ['account = {onlyAccount:String}']),
    ...(state === undefined ? [] : ['state = {onlyState:String}']),
    ...(sql === '1' ? [] : [`(${sql})`]),
  ];
  const only = {
    ...(user === undefined ? {} : { onlyAccount: accountOf(user) }),
    ...(state === undefined ? {} : { onlyState: state }),
  };
  return { sql: conditions.join(' AND ') || '1', parameters: { ...parameters, ...only } };
}

export async function readSessions(
  reader: SessionReader,
  request: SessionsRequest,
  reading: Reading,
): Promise<FoundSessions> {
  const where = whereOf(request, reading);
  if (where.sql === '0') return { sessions: [], next: null };
  const fields = fieldsOf(request.fields);
  const keys = sortKeys(request.sort ?? null, IN_ORDER);
  const behind = request.cursor === undefined ? null : keys.behind(readCursor(request.cursor));
  const rows = await reader.select({
    columns: [columnsSql(fields), keys.cursorColumn, ...(request.hasCourses === true ? COURSE : [])].join(', '),
    where: behind === null ? where.sql : `${behind.sql} AND ${where.sql}`,
    tail: `${keys.orderBy} LIMIT {limit:UInt64}`,
    parameters: { ...where.parameters, ...behind?.parameters, limit: request.limit + 1 },
  });
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const next = rows.length > request.limit && last !== undefined ? writeCursor(last['cursor'] as string[]) : null;
  const sessions = shown.map((row) => printRow(fields, row));
  return { sessions, next, ...(request.hasCourses === true ? { courses: shown.map(courseIn) } : {}) };
}

const COURSE = [
  'id AS courseId',
  'toUnixTimestamp64Milli(startTime) AS courseStart',
  'toUnixTimestamp64Milli(endTime) AS courseEnd',
  'parts AS courseParts',
];

function courseIn(row: StoreRow): SessionCourse {
  const parts = readState(String(row['courseParts']), String(row['courseId']));
  return courseOf(parts, { startTime: Number(row['courseStart']), endTime: Number(row['courseEnd']) });
}

export async function countSessions(reader: SessionReader, text: SessionsText, reading: Reading): Promise<number> {
  const where = whereOf(text, reading);
  if (where.sql === '0') return 0;
  const [row] = await reader.select({ columns: 'count() AS found', where: where.sql, parameters: where.parameters });
  return Number(row?.['found'] ?? 0);
}
