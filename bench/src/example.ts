/** One event in the middle of the newest input of a store, whose values are searched. */
import type { EventQueries } from '../../packages/server/dist/query/event-queries.js';
import type { Example } from './search-cases.js';

const PAGE = 100;
const HOUR_MS = 3_600_000;
/** From the newest event back to the middle of its input. */
const BACK_MS = 3 * HOUR_MS;

export async function chooseExample(queries: EventQueries): Promise<Example> {
  const newest = (await queries.search({ query: '', limit: 1 })).events[0]?.['eventTime'];
  const middle = new Date(Date.parse(String(newest)) - BACK_MS);
  const before = async (query: string) =>
    (await queries.search({ query, to: middle.toISOString(), limit: PAGE })).events;
  const flow = (await before('eventName: TCPCONNSTAT')).find(({ userName }) => /^u[^@]+$/.test(String(userName)));
  const leg = (await before('eventName: ICASTART')).find(({ externalId }) => /^[a-f]/.test(String(externalId)));
  return {
    userName: String(flow?.['userName']),
    sourceIpv4: String(flow?.['sourceIpv4']),
    sessionId: String(flow?.['sessionId']),
    connection: String(leg?.['externalId']),
    from: new Date(middle.getTime() - HOUR_MS).toISOString(),
    to: middle.toISOString(),
  };
}
