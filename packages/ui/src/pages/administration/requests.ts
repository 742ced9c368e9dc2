// What the administration asks of the server. Answers are kept under these keys; whoever changes something says which are out of date.

import type {
  AuditRecords,
  AuditVerification,
  EnrichmentExplanation,
  EnrichmentTables,
  PasswordLink,
  RetentionReport,
  Role,
  Tenant,
  User,
  UserPage,
  UserSession,
} from '@gatehouse/model';
import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../../lib/api.js';

export function usersQuery(api: Api) {
  return queryOptions({ queryKey: ['users'], queryFn: ({ signal }) => allUsers(api, signal) });
}

async function allUsers(api: Api, signal: AbortSignal): Promise<readonly User[]> {
  const users: User[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: UserPage = await api.get('users', { query: after === '' ? {} : { after }, signal });
    users.push(...page.users);
    after = page.next;
  }
  return users;
}

export function userSessionsQuery(api: Api, login: string) {
  return queryOptions({
    queryKey: ['users', login, 'sessions'],
    queryFn: async ({ signal }) =>
      (await api.get<{ readonly sessions: readonly UserSession[] }>(`${userPath(login)}/sessions`, { signal }))
        .sessions,
  });
}

export function tenantsQuery(api: Api) {
  return queryOptions({
    queryKey: ['tenants'],
    queryFn: async ({ signal }) =>
      (await api.get<{ readonly tenants: readonly Tenant[] }>('tenants', { signal })).tenants,
  });
}

export interface NewUser {
  readonly login: string;
  readonly name?: string;
  readonly role: Role;
  readonly tenants: readonly string[] | null;
}

export function addUser(api: Api, user: NewUser): Promise<User> {
  return api.post('users', { body: user });
}

export type UserChange = Partial<Pick<User, 'name' | 'role' | 'tenants' | 'isDisabled'>>;

export function changeUser(api: Api, login: string, change: UserChange): Promise<User> {
  return api.put(userPath(login), { body: change });
}

export function makePasswordLink(api: Api, login: string): Promise<PasswordLink> {
  return api.post(`${userPath(login)}/link`);
}

export function endSessions(api: Api, login: string): Promise<{ readonly ended: number }> {
  return api.delete(`${userPath(login)}/sessions`);
}

export function removeUser(api: Api, login: string): Promise<unknown> {
  return api.delete(userPath(login));
}

function userPath(login: string): string {
  return `users/${encodeURIComponent(login)}`;
}

export function addTenant(api: Api, tenant: Pick<Tenant, 'id' | 'name'>): Promise<Tenant> {
  return api.post('tenants', { body: tenant });
}

export function renameTenant(api: Api, { id, name }: Pick<Tenant, 'id' | 'name'>): Promise<Tenant> {
  return api.put(`tenants/${encodeURIComponent(id)}`, { body: { name } });
}

export function removeTenant(api: Api, id: string): Promise<unknown> {
  return api.delete(`tenants/${encodeURIComponent(id)}`);
}

export interface AuditScope {
  readonly query?: string;
  readonly action?: string;
  readonly outcome?: string;
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface AuditRequest extends AuditScope {
  readonly before?: number;
  readonly limit: number;
}

export function auditRecords(api: Api, request: AuditRequest, signal: AbortSignal): Promise<AuditRecords> {
  return api.get('audit', { query: { ...request }, signal });
}

export function verifyAudit(api: Api, signal: AbortSignal): Promise<AuditVerification> {
  return api.get('audit/verify', { signal });
}

export function enrichmentTablesQuery(api: Api) {
  return queryOptions({
    queryKey: ['enrichment-tables'],
    queryFn: ({ signal }) => api.get<EnrichmentTables>('enrich/tables', { signal }),
  });
}

export function retentionQuery(api: Api) {
  return queryOptions({
    queryKey: ['retention'],
    queryFn: ({ signal }) => api.get<RetentionReport>('retention', { signal }),
  });
}

export interface EnrichmentQuestion {
  readonly value: string;
  readonly customer?: string;
}

export function testEnrichment(api: Api, question: EnrichmentQuestion): Promise<EnrichmentExplanation> {
  return api.post('enrich/test', { body: question });
}
