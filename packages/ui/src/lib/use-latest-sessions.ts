import { useQuery } from '@tanstack/react-query';
import { useApi } from './page-context.js';
import { findSessions } from './sessions-api.js';

const MOST = 200;

/** The latest sessions first: those whom, or where, one may want to ask about. Asked once for all pages that offer some of them. */
export function useLatestSessions() {
  const api = useApi();
  return useQuery({
    queryKey: ['sessions', 'latest'],
    queryFn: ({ signal }) => findSessions(api, { limit: MOST }, signal),
  });
}
