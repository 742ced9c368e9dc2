// Lines that nobody could read are shown as they came. A line is put together from all columns, which costs more than the rest of the row; so
// it is asked for behind the rows, and only where there are such lines among them.

import type { EventPage, PrintedEvent } from '@gatehouse/model';
import { type InfiniteData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../lib/page-context.js';
import { isUnread } from '../../lib/sentence.js';
import { searchEvents } from './requests.js';
import type { Asked } from './use-search.js';

type Pages = InfiniteData<EventPage, unknown>;

/** Gives an event its line as soon as that is known. */
export function useLines({ scope, order, asOf }: Asked & { readonly order: string }, data: Pages | undefined) {
  const api = useApi();
  const answers = useQueries({
    queries: unreadPages(data).map(({ cursor, limit }) => ({
      queryKey: ['lines', asOf, scope, order, cursor, limit],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => {
        const page = { ...scope, fields: ['eventId', 'rawEvent'], sort: order, limit };
        return searchEvents(api, cursor === null ? page : { ...page, cursor }, signal);
      },
    })),
    combine: eventsOf,
  });
  return useMemo(() => {
    const lines = new Map(answers.map(({ eventId, rawEvent }) => [eventId, rawEvent]));
    return (event: PrintedEvent): PrintedEvent => {
      const rawEvent = lines.get(event.eventId);
      return rawEvent === undefined ? event : { ...event, rawEvent };
    };
  }, [answers]);
}

function unreadPages(data: Pages | undefined) {
  return (data?.pages ?? []).flatMap(({ events }, index) => {
    const cursor = data?.pageParams[index];
    return events.some(isUnread) ? [{ cursor: typeof cursor === 'string' ? cursor : null, limit: events.length }] : [];
  });
}

function eventsOf(answers: readonly { readonly data: EventPage | undefined }[]): readonly PrintedEvent[] {
  return answers.flatMap(({ data }) => data?.events ?? []);
}
