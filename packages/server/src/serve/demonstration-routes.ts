// Made-up traffic at the click of a button, and its removal at the click of another: /api/v1/demo.

import type { DemonstrationAnswer, DemonstrationRemoved, DemonstrationStarted } from '@gatehouse/model';
import Type from 'typebox';
import { answer } from '../api/answer.js';
import { type Route, route } from '../api/route.js';
import type { Demonstration } from './demonstration.js';
import { requireAll } from './operations.js';

const Started = answer<DemonstrationStarted>()(
  Type.Object({
    sourceId: Type.String({ description: 'The source that the lines come from.' }),
    customerId: Type.String({ description: 'Whose events they are: a customer of their own.' }),
    lines: Type.Integer({ description: 'In the journal; searchable a few seconds later.' }),
  }),
);

const Answer = answer<DemonstrationAnswer>()(
  Type.Object({
    demonstration: Type.Union([
      Type.Object({
        at: Type.String({ description: 'When it was begun.' }),
        by: Type.String(),
        events: Type.Integer({ description: 'Stored at present.' }),
      }),
      Type.Null(),
    ]),
  }),
);

const Removed = answer<DemonstrationRemoved>()(Type.Object({ events: Type.Integer(), sessions: Type.Integer() }));

export function demonstrationRoutes(
  demonstration: Pick<Demonstration, 'begin' | 'state' | 'remove'>,
): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/demo',
      access: 'admin',
      scope: 'manage',
      summary: 'Say whether there is made-up traffic, and how much',
      description: 'For whoever administrates all customers.',
      response: { 200: Answer },
      handler: async ({ caller }) => {
        requireAll(caller);
        return { demonstration: await demonstration.state() };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/demo',
      access: 'admin',
      scope: 'manage',
      summary: 'Store made-up traffic of two days, once, to look around',
      description:
        'For whoever administrates all customers. The events are of the source and of the customer `demonstration`, and of nobody else.',
      response: { 200: Started },
      audit: 'change',
      cost: 20,
      handler: async ({ caller }) => {
        requireAll(caller);
        return { ...(await demonstration.begin(caller.name)) };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/demo',
      access: 'admin',
      scope: 'manage',
      summary: 'Remove the made-up traffic, its sessions and its customer',
      description:
        'For whoever administrates all customers. Only events of the source and of the customer `demonstration` go; afterwards there can be another one.',
      response: { 200: Removed },
      audit: 'change',
      cost: 20,
      handler: async ({ caller }) => {
        requireAll(caller);
        return { ...(await demonstration.remove(caller)) };
      },
    }),
  ];
}
