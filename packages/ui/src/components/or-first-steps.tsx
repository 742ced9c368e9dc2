import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApi } from '../lib/page-context.js';
import { useSession } from '../lib/session.js';
import { storedQuery } from '../lib/sources-api.js';
import { FirstSteps } from './first-steps.js';

/** What a page says when it has nothing to show; on a server without any event, how to see the first one. */
export function OrFirstSteps({ children }: { readonly children: ReactNode }) {
  // Whoever sees only some customers cannot know that nothing has arrived.
  const seesAll = useSession().data?.tenants === null;
  const stored = useQuery({ ...storedQuery(useApi()), enabled: seesAll });
  if (seesAll && stored.isPending) return null;
  return stored.data?.count === 0 ? <FirstSteps /> : children;
}
