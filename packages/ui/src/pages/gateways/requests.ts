// What the page asks of the server besides how the sources are: how well what they sent was read.

import type { SourcesCoverage } from '@gatehouse/model';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Api } from '../../lib/api.js';

export interface CoverageScope {
  readonly from: string;
  readonly to: string;
}

export function coverageQuery(api: Api, scope: CoverageScope) {
  return queryOptions({
    queryKey: ['coverage', scope],
    queryFn: ({ signal }) => api.get<SourcesCoverage>('sources/coverage', { query: { ...scope }, signal }),
    placeholderData: keepPreviousData,
  });
}
