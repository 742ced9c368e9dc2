// What pages ask about sessions, people and addresses.

import type { SessionDetail, SessionPage } from '@gatehouse/model';
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
}

export function findSessions(api: Api, request: SessionsRequest, signal: AbortSignal): Promise<SessionPage> {
  return api.get('sessions', { query: { ...request }, signal });
}

export function sessionDetail(api: Api, id: string, signal: AbortSignal): Promise<SessionDetail> {
  return api.get(`sessions/${encodeURIComponent(id)}`, { signal });
}
