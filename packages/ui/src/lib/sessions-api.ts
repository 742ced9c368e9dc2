// What pages ask about sessions, people and addresses.

import type {
  AddressHolders,
  EnrichmentExplanation,
  SessionConcurrency,
  SessionDetail,
  SessionPage,
  VpnUser,
} from '@gatehouse/model';
import type { Api } from './api.js';

export interface SessionsRequest {
  readonly query?: string;
  readonly from?: string;
  readonly to?: string;
  readonly timezone?: string;
  readonly state?: string;
  readonly user?: string;
  readonly sort?: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly total?: boolean;
  readonly courses?: boolean;
}

export function findSessions(api: Api, request: SessionsRequest, signal: AbortSignal): Promise<SessionPage> {
  return api.get('sessions', { query: { ...request }, signal });
}

export interface ConcurrencyRequest {
  readonly query: string;
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly intervalSeconds: number;
}

export function sessionConcurrency(
  api: Api,
  request: ConcurrencyRequest,
  signal: AbortSignal,
): Promise<SessionConcurrency> {
  return api.get('sessions/concurrency', { query: { ...request }, signal });
}

export function sessionDetail(api: Api, id: string, signal: AbortSignal): Promise<SessionDetail> {
  return api.get(`sessions/${encodeURIComponent(id)}`, { signal });
}

export interface HoldersRequest {
  readonly address: string;
  readonly at: string;
  readonly timezone: string;
}

export function holdersOf(
  api: Api,
  { address, at, timezone }: HoldersRequest,
  signal: AbortSignal,
): Promise<AddressHolders> {
  return api.get(`addresses/${encodeURIComponent(address)}/who`, { query: { at, timezone }, signal });
}

export interface PersonRequest {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
  readonly timezone: string;
}

export function personOf(api: Api, { name, ...query }: PersonRequest, signal: AbortSignal): Promise<VpnUser> {
  return api.get(`people/${encodeURIComponent(name)}`, { query: { ...query }, signal });
}

export function explainEnrichment(api: Api, value: string, signal: AbortSignal): Promise<EnrichmentExplanation> {
  return api.post('enrich/test', { body: { value }, signal });
}
