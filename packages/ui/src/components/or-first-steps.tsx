import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useApi } from '../lib/page-context.js';
import { useSession } from '../lib/session.js';
import { storedQuery } from '../lib/sources-api.js';
import { FirstSteps } from './first-steps.js';

/** What a page says when it has nothing to show; on a server without any event, how to see the first one. */
export function OrFirstSteps({ children }: { readonly children: ReactNode }) {
  // Whoever sees only some customers cannot know that nothing has arrived.
  const seesAll = useSession().data?.tenants === null;
  const stored = useQuery({ ...storedQuery(useApi()), enabled: seesAll });
  useFirstEvent(stored.data?.count);
  if (seesAll && stored.isPending) return null;
  return stored.data?.count === 0 ? <FirstSteps /> : children;
}

/** When it has come, whatever the page has asked before is out of date. */
function useFirstEvent(count: number | undefined): void {
  const queries = useQueryClient();
  const wasEmpty = useRef(false);
  useEffect(() => {
    if (count === undefined) return;
    if (wasEmpty.current && count > 0)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'stored' });
    wasEmpty.current = count === 0;
  }, [count, queries]);
}
