// Made-up traffic at the click of a button: POST /api/v1/demo.

import type { DemonstrationStarted } from '@gatehouse/model';
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

export function demonstrationRoutes(demonstration: Pick<Demonstration, 'begin'>): readonly Route[] {
  return [
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
  ];
}
