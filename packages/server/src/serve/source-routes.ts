// Event sources and how they are, each caller's own: the part of the status report that belongs to the customers of whoever asks.

import type { EventSource, EventSources } from '@gatehouse/model';
import Type from 'typebox';
import { answer } from '../api/answer.js';
import { type Route, route } from '../api/route.js';
import type { ListenerConfig } from '../config/keys.js';
import type { ListenerStatus, StatusReport } from './status-report.js';

type SourceName = Pick<ListenerConfig, 'id' | 'customerId'>;

export interface SourceParts {
  readonly status: () => Promise<StatusReport>;
  readonly listeners: () => readonly SourceName[];
  /** What events of a source carry as `eventSourceId`. */
  readonly eventSourceId: (source: SourceName) => string;
}

const Count = Type.Integer();
const Age = Type.Union([Type.Number(), Type.Null()]);

const traffic = {
  receivedFrames: Count,
  storedFrames: Count,
  mapped: Count,
  partial: Count,
  unrecognised: Count,
  perSecond: Type.Number(),
  lagSeconds: Type.Number(),
  skewSeconds: Age,
  silenceSeconds: Type.Number(),
  isSilent: Type.Boolean(),
};

const Source = answer<EventSource>()(
  Type.Object({
    ...traffic,
    id: Type.String(),
    kind: Type.String(),
    customerId: Type.String(),
    eventSourceId: Type.String({ description: 'What its events carry.' }),
    address: Type.Union([Type.String(), Type.Null()], { description: 'What was bound; null: nothing is.' }),
    connections: Count,
    defects: Type.Record(Type.String(), Type.Integer()),
    peers: Type.Array(Type.Object({ ...traffic, peer: Type.String() })),
    engines: Type.Array(
      Type.Object({ device: Type.String(), node: Type.String(), engine: Type.String(), seen: Count, lost: Count }),
    ),
  }),
);

export function sourceRoutes({ status, listeners, eventSourceId }: SourceParts): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/sources',
      access: 'viewer',
      scope: 'search',
      summary: 'List your event sources and how they are',
      response: { 200: answer<EventSources>()(Type.Object({ time: Type.String(), sources: Type.Array(Source) })) },
      handler: async ({ caller: { tenants } }) => {
        const report = await status();
        const customers = new Map(listeners().map(({ id, customerId }) => [id, customerId]));
        const sources = report.listeners.flatMap((listener) => {
          const customerId = customers.get(listener.id);
          // What has left the configuration belongs to nobody that is known.
          if (customerId === undefined || !(tenants?.includes(customerId) ?? true)) return [];
          const name = { customerId, eventSourceId: eventSourceId({ id: listener.id, customerId }) };
          return [sourceOf(listener, { ...name, report })];
        });
        return { time: report.time, sources };
      },
    }),
  ];
}

function sourceOf(
  listener: ListenerStatus,
  { report, ...name }: { readonly customerId: string; readonly eventSourceId: string; readonly report: StatusReport },
): EventSource {
  const { id, kind, address, connections, defects, peers } = listener;
  const engines = report.engines
    .filter(({ sourceId }) => sourceId === id)
    .map(({ device, node, engine, seen, lost }) => ({ device, node, engine, seen, lost }));
  return {
    ...{ ...trafficOf(listener), id, kind, address, connections, defects: { ...defects }, engines },
    ...name,
    peers: peers.map((peer) => ({ ...trafficOf(peer), peer: peer.peer })),
  };
}

function trafficOf(counts: Pick<ListenerStatus, keyof typeof traffic>): Pick<ListenerStatus, keyof typeof traffic> {
  const { receivedFrames, storedFrames, mapped, partial, unrecognised } = counts;
  const { perSecond, lagSeconds, skewSeconds, silenceSeconds, isSilent } = counts;
  return {
    ...{ receivedFrames, storedFrames, mapped, partial, unrecognised },
    ...{ perSecond, lagSeconds, skewSeconds, silenceSeconds, isSilent },
  };
}
