import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useApi } from '../lib/page-context.js';
import { useSession } from '../lib/session.js';
import { DEMONSTRATION_KEY, storedQuery } from '../lib/sources-api.js';
import { FirstSteps } from './first-steps.js';

/** What a page says when it has nothing to show; on a server without any event, how to see the first one. */
export function OrFirstSteps({ children }: { readonly children: ReactNode }) {
  // Whoever sees only some customers cannot know that nothing has arrived.
  const seesAll = useSession().data?.tenants === null;
  const stored = useQuery({ ...storedQuery(useApi()), enabled: seesAll });
  const { data: wanted } = useQuery({ queryKey: DEMONSTRATION_KEY, queryFn: () => 0, enabled: false, initialData: 0 });
  const isWaiting = (stored.data?.count ?? 0) < Math.max(1, wanted);
  useFirstEvent(stored.data === undefined ? null : isWaiting);
  if (seesAll && stored.isPending) return null;
  return stored.isSuccess && isWaiting ? <FirstSteps /> : children;
}

const KEPT = new Set(['stored', ...DEMONSTRATION_KEY]);

/** When it has come, whatever the page has asked before is out of date. */
function useFirstEvent(isWaiting: boolean | null): void {
  const queries = useQueryClient();
  const wasWaiting = useRef(false);
  useEffect(() => {
    if (isWaiting === null) return;
    if (wasWaiting.current && !isWaiting)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => !KEPT.has(String(queryKey[0])) });
    wasWaiting.current = isWaiting;
  }, [isWaiting, queries]);
}
