// What an address or a user is enriched with, and why: what `gatehouse enrich test --json` says, of a customer of the caller.

import type { EnrichmentExplanation } from '@gatehouse/model';
import Type from 'typebox';
import type { Caller } from '../../access/caller.js';
import { AppError } from '../../errors.js';
import { type Route, route } from '../route.js';
import { closed } from './access-schemas.js';

export interface Explanations {
  /** Whose events are meant where nobody says so. */
  readonly customerId: string;
  explain(asked: ExplanationRequest): Promise<EnrichmentExplanation>;
}

export interface ExplanationRequest {
  readonly value: string;
  readonly customerId: string;
  /** Addresses of X-Forwarded-For beside the address. */
  readonly forwarded: readonly string[];
}

const Decision = Type.Object({ question: Type.String(), answer: Type.String(), because: Type.String() });

const Answer = Type.Unsafe<EnrichmentExplanation>(
  Type.Object({
    value: Type.String(),
    kind: Type.Enum(['address', 'user']),
    decisions: Type.Array(Decision, { description: 'What was settled, and by what.' }),
    tokens: Type.Record(Type.String(), Type.Unknown(), {
      description: 'What an event gets whose source, or whose user, this is.',
    }),
  }),
);

/** As long as the longest text of a line that could be a name. */
const MOST_CHARACTERS = 1024;
const MOST_FORWARDED = 32;

export function enrichRoutes(explanations: Explanations): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/enrich/test',
      // A directory knows people of whom there is no event: more than a viewer sees.
      access: 'analyst',
      scope: 'search',
      summary: 'Explain what an address or a user is enriched with',
      body: closed({
        value: Type.String({
          minLength: 1,
          maxLength: MOST_CHARACTERS,
          description: 'An IP address, or the name of a user as it stands in a line.',
        }),
        customer: Type.Optional(
          Type.String({ maxLength: 64, description: 'As for events of this customer; without it one of yours.' }),
        ),
        forwarded: Type.Array(Type.String({ maxLength: 64 }), {
          maxItems: MOST_FORWARDED,
          default: [],
          description: 'Addresses of X-Forwarded-For beside the address.',
        }),
      }),
      response: { 200: Answer },
      audit: 'search',
      cost: 5,
      handler: async ({ caller, body: { value, customer, forwarded }, audit }) => {
        const customerId = customerOf(caller, customer, explanations.customerId);
        audit.concerns([customerId]);
        return explanations.explain({ value, customerId, forwarded });
      },
    }),
  ];
}

/** Somebody who may not see a customer learns nothing of it, not even whether there is one. */
function customerOf({ tenants }: Caller, wanted: string | undefined, usual: string): string {
  const customer = wanted ?? (tenants === null || tenants.includes(usual) ? usual : (tenants[0] ?? usual));
  if (tenants !== null && !tenants.includes(customer))
    throw new AppError('access.unknown-tenant', { tenant: customer });
  return customer;
}
