// Where the virtual servers stand, as enrichment says of their addresses. Only analysts may ask it; others see no arcs.

import type { EnrichmentExplanation } from '@gatehouse/model';
import { useQueries } from '@tanstack/react-query';
import type { Goal } from '../../components/world-map.js';
import { coordinatesOf } from '../../lib/coordinates.js';
import { useApi } from '../../lib/page-context.js';
import { useSession } from '../../lib/session.js';
import { explainEnrichment } from '../../lib/sessions-api.js';
import type { Gateways } from './drawing.js';
import type { PlaceFigures } from './places.js';

/** Each costs a request. */
const MOST = 6;

export function useGateways(places: readonly PlaceFigures[]): Gateways {
  const api = useApi();
  const isAllowed = useSession().data?.role !== 'viewer';
  const servers = isAllowed ? busiest(places).slice(0, MOST) : [];
  return useQueries({
    queries: servers.map((server) => ({
      queryKey: ['enrichment', server],
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => explainEnrichment(api, server, signal),
    })),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }): (readonly [string, Goal])[] => {
          const goal = data === undefined ? null : goalOf(data);
          return data === undefined || goal === null ? [] : [[data.value, goal]];
        }),
      ),
  });
}

function busiest(places: readonly PlaceFigures[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { servers } of places)
    for (const [server, count] of servers) counts.set(server, (counts.get(server) ?? 0) + count);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([server]) => server);
}

function goalOf({ value, tokens }: EnrichmentExplanation): Goal | null {
  const at = coordinatesOf(String(tokens['geoSourceCoordinates'] ?? ''));
  const city = tokens['geoSourceCity'];
  return at === null ? null : { name: typeof city === 'string' ? `${city} (${value})` : value, ...at };
}
