// Figures over events, as the API answers them.

import type { EventGroup, EventGroups, EventHistogram } from '@gatehouse/model';
import type { Api } from './api.js';
import type { Scope } from './asked.js';

export interface HistogramRequest extends Scope {
  readonly by?: string;
  readonly sums?: readonly string[];
  readonly intervalSeconds?: number;
}

export function histogramOf(api: Api, request: HistogramRequest, signal: AbortSignal): Promise<EventHistogram> {
  return api.post('events/histogram', { body: request, signal });
}

export interface GroupsRequest extends Scope {
  readonly tokens: readonly string[];
  readonly metrics: readonly string[];
  readonly limit?: number;
}

/** The largest first, by the first metric. */
export function groupsOf(api: Api, request: GroupsRequest, signal: AbortSignal): Promise<EventGroups> {
  return api.post('events/groups', { body: request, signal });
}

/** Figures come as text when they are beyond 2^53. */
export function figureIn(group: EventGroup | undefined, metric: string): number {
  return Number(group?.[metric] ?? 0);
}
