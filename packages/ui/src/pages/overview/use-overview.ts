// What the page asks for. What was there stays until the next answer has come: nothing jumps, and nothing blinks.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type GroupsRequest, groupsOf, type HistogramRequest, histogramOf } from '../../lib/figures.js';
import { useApi } from '../../lib/page-context.js';
import { scopeWithin, type View } from './view.js';

export function useGroups(request: GroupsRequest) {
  const api = useApi();
  return useQuery({
    queryKey: ['groups', request],
    queryFn: ({ signal }) => groupsOf(api, request, signal),
    placeholderData: keepPreviousData,
  });
}

export function useHistogram(request: HistogramRequest) {
  const api = useApi();
  return useQuery({
    queryKey: ['histogram', request],
    queryFn: ({ signal }) => histogramOf(api, request, signal),
    placeholderData: keepPreviousData,
  });
}

const METRICS = ['count', 'sum(inByte)', 'sum(outByte)', 'uniq(userName)', 'uniq(sourceIpv4)'];

/** More than any pack has. */
export const KINDS = 500;

/** Figures per kind of event. */
export function useKindFigures(view: View) {
  return useGroups({ ...scopeWithin(view, view.query), tokens: ['eventName'], metrics: METRICS, limit: KINDS });
}

/** The same span before; of an open range there is none. */
export function useFiguresBefore(view: View) {
  const span = view.from === null ? 0 : view.to - view.from;
  const before = { ...view, from: (view.from ?? 0) - span, to: (view.from ?? 0) - 1000 };
  return useGroups({ ...scopeWithin(before, view.query), tokens: ['eventName'], metrics: METRICS, limit: KINDS });
}
