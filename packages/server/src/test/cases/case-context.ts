// The `@` line of a case, as the context in which the reader gets the line. Defaults are those of a file read without settings.

import { internalNetworks } from '../../map/direction.js';
import { defaultContext, type LineContext } from '../../map/reader.js';
import type { DateOrder } from '../../map/reading.js';
import type { Case } from './case-file.js';

const orders: readonly DateOrder[] = ['mdy', 'dmy', 'ymd'];

export function lineContextOf({ context, file, at }: Case): LineContext {
  const unknown = [...context.keys()].filter((key) => !Object.hasOwn(readers, key));
  if (unknown.length > 0) throw new SyntaxError(`${file}:${at}: unknown context ${unknown.join(', ')}`);
  let overrides: Partial<LineContext> = {};
  for (const [key, read] of Object.entries(readers)) {
    const value = context.get(key);
    if (value !== undefined) overrides = { ...overrides, ...read(value) };
  }
  return defaultContext(overrides);
}

const readers: Readonly<Record<string, (value: string) => Partial<LineContext>>> = {
  timezone: (timezone) => ({ timezone }),
  'date-order': (value) => ({ dateOrder: orderOf(value) }),
  'severity-from': (value) => ({ severityFrom: value === 'header' ? 'header' : 'pri' }),
  received: (value) => ({ receivedAt: Date.parse(value) }),
  peer: (peer) => ({ peer }),
  internal: (networks) => ({ internalNetworks: internalNetworks(networks.split(',')) }),
  'original-length': (value) => ({ originalLength: Number(value) }),
  history: (value) => ({ history: { known: () => orderOf(value), learn: () => undefined } }),
};

function orderOf(value: string): DateOrder {
  const order = orders.find((candidate) => candidate === value);
  if (order === undefined) throw new SyntaxError(`no date order: ${value}`);
  return order;
}
