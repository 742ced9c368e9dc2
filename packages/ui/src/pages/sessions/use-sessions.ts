import type { SessionCourse, SessionRow } from '@gatehouse/model';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Asked, scopeOf } from '../../lib/asked.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { findSessions } from '../../lib/sessions-api.js';

const PAGE_SIZE = 100;
const NONE: readonly SessionRow[] = [];
const NO_COURSES: readonly SessionCourse[] = [];

export function useSessions(asked: Asked, now: number) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const scope = scopeOf(asked, { now, clock });
  const answer = useInfiniteQuery({
    queryKey: ['sessions', scope],
    queryFn: ({ pageParam, signal }) =>
      findSessions(
        api,
        {
          ...scope,
          courses: true,
          limit: PAGE_SIZE,
          ...(pageParam === null ? { total: true } : { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const { data } = answer;
  const sessions = useMemo(() => data?.pages.flatMap((page) => page.sessions) ?? NONE, [data]);
  const courses = useMemo(() => data?.pages.flatMap((page) => page.courses ?? []) ?? NO_COURSES, [data]);
  return { ...answer, sessions, courses, total: data?.pages[0]?.total ?? null };
}
