// Users of the VPN: who held an address at a time, and everything about one of them.

import type { AddressHolders, VpnUser } from '@gatehouse/model';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import { answer } from '../answer.js';
import { Timezone } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';
import { AddressRole, MOST_NAME, Session, SessionTime } from '../vpn-schemas.js';

const HoldersAnswer = answer<AddressHolders>()(
  Type.Object({
    address: Type.String(),
    at: Type.String(),
    holders: Type.Array(
      Type.Object({
        user: Type.Array(Type.String()),
        account: Type.String(),
        role: AddressRole,
        grounds: Type.Enum(['seen', 'open', 'near'], {
          description:
            'seen: events before and after the time show the address. open: the session was open, and never had another address of that kind. near: seen within a day.',
        }),
        firstSeen: Type.String(),
        lastSeen: Type.String(),
        eventId: Type.String({ description: 'The event that showed it first.' }),
        session: Session,
      }),
      { description: 'The surest first.' },
    ),
  }),
);

const Tallies = Type.Array(
  Type.Object({ value: Type.String(), sessions: Type.Integer(), firstSeen: Type.String(), lastSeen: Type.String() }),
);

const Text = Type.Optional(Type.String());

const UserAnswer = answer<VpnUser>()(
  Type.Object({
    account: Type.String({ description: 'The name without domain, in lower case.' }),
    userName: Type.Array(Type.String(), { description: 'The spellings that events have.' }),
    identity: Type.Object({
      employeeId: Text,
      department: Text,
      status: Text,
      manager: Text,
      mail: Text,
      terminationDate: Text,
      groups: Type.Optional(Type.Array(Type.String())),
    }),
    from: Type.String(),
    to: Type.String(),
    totals: Type.Object({
      sessions: Type.Integer(),
      activeSessions: Type.Integer(),
      seconds: Type.Number(),
      inByte: Type.Number(),
      outByte: Type.Number(),
      legInByte: Type.Number(),
      legOutByte: Type.Number(),
      connections: Type.Integer(),
      requests: Type.Integer(),
      legs: Type.Integer(),
      denials: Type.Integer(),
    }),
    countries: Tallies,
    cities: Tallies,
    networks: Tallies,
    addresses: Tallies,
    devices: Tallies,
    applications: Tallies,
    destinations: Tallies,
    hosts: Tallies,
    deniedByPolicies: Tallies,
    failures: Type.Object({
      count: Type.Integer(),
      lastTime: Text,
      reasons: Type.Array(
        Type.Object({
          message: Type.String(),
          address: Type.String(),
          count: Type.Integer(),
          lastTime: Type.String(),
        }),
      ),
    }),
    habits: Type.Array(
      Type.Unsafe<VpnUser['habits'][number]>(
        Type.Object({
          kind: Type.String(),
          field: Type.String(),
          value: Type.String(),
          session: Type.String(),
          time: Type.String(),
        }),
      ),
      { description: 'What is new about the last week with sessions.' },
    ),
    sessions: Type.Array(Session, { description: 'The newest ones.' }),
  }),
);

export function vpnUserRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/addresses/{ip}/who',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      summary: 'Which users held an address at a time',
      description:
        'The address may be that of a client, the source of a connection, or the one that the gateway used for the client inside.',
      params: Type.Object({ ip: Type.String({ maxLength: 64 }) }),
      query: Type.Object(
        { at: Type.Optional(SessionTime('Now without it.')), timezone: Type.Optional(Timezone) },
        { additionalProperties: false },
      ),
      response: { 200: HoldersAnswer },
      handler: async ({ params: { ip }, query: { at = 'now', timezone }, caller, request: { signal } }) => {
        const sessions = search.sessionsFor({ caller, signal, timezone });
        return sessions.who(ip, sessions.instant(at, 'at'));
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/people/{name}',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 3,
      summary: 'Everything about one user of the VPN',
      description: 'Identity, sessions, places, devices, traffic, failed logins, and what is new about the last week.',
      params: Type.Object({ name: Type.String({ minLength: 1, maxLength: MOST_NAME }) }),
      query: Type.Object(
        {
          from: Type.Optional(
            SessionTime('Sessions that began at this time or later; 90 days before the last one without it.'),
          ),
          to: Type.String({ maxLength: 64, default: 'now', description: 'Sessions that had begun by this time.' }),
          timezone: Type.Optional(Timezone),
        },
        { additionalProperties: false },
      ),
      response: { 200: UserAnswer },
      handler: async ({ params: { name }, query: { from, to, timezone }, caller, request: { signal } }) => {
        const sessions = search.sessionsFor({ caller, signal, timezone });
        const since = from === undefined ? {} : { from: sessions.instant(from, 'from') };
        const user = await sessions.person({ name, ...since, to: sessions.instant(to, 'to', 'last') });
        if (user === null) throw new AppError('person.unknown', { name });
        return user;
      },
    }),
  ];
}
