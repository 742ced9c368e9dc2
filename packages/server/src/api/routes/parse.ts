// The parse bench: pasted lines in, for each one what `gatehouse explain --json` says of it. Nothing is stored.

import { setImmediate } from 'node:timers/promises';
import type { LineExplanation } from '@gatehouse/model';
import Type from 'typebox';
import { isZone } from '../../decode/zone.js';
import { AppError } from '../../errors.js';
import type { InternalNetworks } from '../../map/direction.js';
import { explain } from '../../map/explanation.js';
import { defaultContext, type LineContext, readLine } from '../../map/reader.js';
import { Timezone } from '../event-schemas.js';
import { type Route, route } from '../route.js';
import { closed } from './access-schemas.js';

const MOST_LINES = 100;
const MOST_CHARACTERS = 8192;
/** JSON may write a character in six. */
const BODY_BYTES = 2 ** 20;

const Text = Type.Object({
  text: Type.String(),
  from: Type.Integer({ description: 'First byte of the line.' }),
  to: Type.Integer({ description: 'Behind the last byte.' }),
  role: Type.Enum(['literal', 'value', 'unclaimed']),
});

const Explained = Type.Unsafe<LineExplanation>(
  Type.Object({
    line: Type.String(),
    state: Type.Enum(['mapped', 'partial', 'unrecognised']),
    headerForm: Type.String(),
    date: Type.Union([Type.Object({ order: Type.String(), why: Type.String() }), Type.Null()]),
    texts: Type.Array(Text, { description: 'The line in parts: which characters became what, by which rule.' }),
    derived: Type.Array(Type.Object({ token: Type.String(), rule: Type.String() })),
    defects: Type.Array(Type.Object({ code: Type.String(), meaning: Type.String() })),
    event: Type.Record(Type.String(), Type.Unknown()),
  }),
);

const Lines = Type.Array(Type.String({ maxLength: MOST_CHARACTERS, pattern: '^[^\\r\\n]*$' }), {
  minItems: 1,
  maxItems: MOST_LINES,
  description: 'Log lines as the appliance sends them, without their ends.',
});

export function parseRoutes(networks: () => InternalNetworks): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/parse',
      access: 'viewer',
      scope: 'search',
      summary: 'Explain pasted lines: which characters become which token, and why',
      body: closed({
        lines: Lines,
        timezone: Type.Optional(Timezone),
        dateOrder: Type.Enum(['mdy', 'dmy', 'ymd'], { default: 'mdy' }),
        severityFrom: Type.Enum(['pri', 'header'], { default: 'pri' }),
      }),
      response: { 200: Type.Object({ explanations: Type.Array(Explained) }) },
      bodyLimit: BODY_BYTES,
      cost: 10,
      handler: async ({ body: { lines, timezone = 'UTC', dateOrder, severityFrom } }) => {
        if (!isZone(timezone))
          throw new AppError('request.invalid', { problem: 'timezone is no time zone such as Europe/Paris' });
        const context = defaultContext({ timezone, dateOrder, severityFrom, internalNetworks: networks() });
        return { explanations: await explainAll(lines, context) };
      },
    }),
  ];
}

/** A hundred lines made for it take half a second: what is received meanwhile must not wait for all of them. */
async function explainAll(lines: readonly string[], context: LineContext): Promise<LineExplanation[]> {
  const explanations: LineExplanation[] = [];
  for (const line of lines) {
    // The reader takes bytes, one character each.
    explanations.push(explain(readLine(Buffer.from(line, 'utf8').toString('latin1'), context)));
    await setImmediate();
  }
  return explanations;
}
