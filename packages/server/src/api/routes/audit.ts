// The audit, for administrators: /api/v1/audit. Of the records, those that concern their customers only.

import type { AuditRecordView, AuditVerification } from '@gatehouse/model';
import { evaluate } from '@gatehouse/qql';
import Type from 'typebox';
import { covers } from '../../access/authority.js';
import { AUDIT_ACTIONS, type AuditRecord, type AuditTrail } from '../../audit/audit.js';
import { auditFields } from '../../audit/fields.js';
import { readQuery } from '../../query/query-text.js';
import { answer } from '../answer.js';
import { type Route, route } from '../route.js';
import { closed } from './access-schemas.js';

const PATH = '/api/v1/audit';
const admin = { access: 'admin', scope: 'manage' } as const;

const Text = Type.Optional(Type.String({ maxLength: 200 }));
const Query = closed({
  query: Type.Optional(Type.String({ maxLength: 65_536, description: 'QQL: category AUDIT, eventName the action.' })),
  from: Text,
  to: Text,
  action: Type.Optional(Type.Enum([...AUDIT_ACTIONS])),
  outcome: Type.Optional(Type.Enum(['Success', 'Failure'])),
  user: Type.Optional(Type.String({ maxLength: 200, description: 'Login, or id of an account.' })),
  address: Text,
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});

const Actor = Type.Object({
  id: Type.String(),
  name: Type.String(),
  login: Type.Union([Type.String(), Type.Null()]),
  role: Type.String(),
  via: Type.String(),
});

const Entry = answer<AuditRecordView>()(
  Type.Object({
    sequence: Type.Integer(),
    at: Type.String(),
    previous: Type.String({ description: 'Hash of the record before.' }),
    action: Type.String(),
    outcome: Type.String(),
    actor: Type.Union([Actor, Type.Null()]),
    address: Type.String(),
    tenants: Type.Union([Type.Array(Type.String()), Type.Null()]),
    subject: Type.String(),
    code: Type.Optional(Type.String()),
    details: Type.Record(Type.String(), Type.Unknown()),
  }),
);

const Mark = Type.Object({ sequence: Type.Integer(), hash: Type.String() });
const Verified = answer<AuditVerification>()(
  Type.Object({
    isIntact: Type.Boolean(),
    records: Type.Integer(),
    first: Type.Integer(),
    head: Mark,
    broken: Type.Union([Type.Object({ sequence: Type.Integer(), reason: Type.String() }), Type.Null()]),
  }),
);

export function auditRoutes(trail: AuditTrail, clock: () => number): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: PATH,
      ...admin,
      summary: 'Search the audit, newest first',
      query: Query,
      response: {
        200: Type.Object({
          records: Type.Array(Entry),
          next: Type.Union([Type.Integer(), Type.Null()], {
            description:
              'For `before`; null: there are no more. There may be more although fewer came than were asked for.',
          }),
        }),
      },
      handler: async ({ caller, query: asked, request }) => {
        const { query = '', from, to, before, limit = 100 } = asked;
        const range = { query, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
        const { resolved } = readQuery(range, { now: clock(), zone: 'UTC' });
        const isWanted = (record: AuditRecord) =>
          covers(caller.tenants, record.tenants) && fits(record, asked) && evaluate(resolved, auditFields(record));
        const page = await trail.search({ limit, isWanted, signal: request.signal, ...(before && { before }) });
        return { records: page.records.map(plain), next: page.next };
      },
    }),
    route({
      method: 'GET',
      path: `${PATH}/verify`,
      ...admin,
      summary: 'Check that no record of the audit has been changed or removed',
      response: {
        200: Verified,
      },
      cost: 20,
      handler: () => trail.verify(),
    }),
  ];
}

interface Filters {
  readonly action?: string;
  readonly outcome?: string;
  readonly user?: string;
  readonly address?: string;
}

function fits({ action, outcome, actor, address }: AuditRecord, wanted: Filters): boolean {
  return (
    (wanted.action ?? action) === action &&
    (wanted.outcome ?? outcome) === outcome &&
    (wanted.address ?? address) === address &&
    (wanted.user === undefined || wanted.user === actor?.login || wanted.user === actor?.id)
  );
}

function plain(record: AuditRecord) {
  return { ...record, tenants: record.tenants === null ? null : [...record.tenants] };
}
