// The events of a running server, asked for as those of one's own store: what is printed of them is the same.

import type { EventCount, EventGroups, EventPage } from '@gatehouse/model';
import { AppError } from '../errors.js';
import type { AskableEvents, GroupsRequest, SearchRequest } from '../query/event-queries.js';
import { type GroupRow, metricTitle } from '../query/group-by.js';
import { type QueryText, type ReadQuery, readQuery } from '../query/query-text.js';
import type { Page } from '../query/search.js';
import type { Sort } from '../query/sort-keys.js';
import { pagesUpTo, type RemoteParts } from './remote-pages.js';

/** Events that the server gives in one file. */
const MOST_EXPORTED = 1_000_000;

export class RemoteEvents implements AskableEvents {
  readonly #parts: RemoteParts;

  constructor(parts: RemoteParts) {
    this.#parts = parts;
  }

  read(text: QueryText): ReadQuery {
    return readQuery(text, this.#parts.reading);
  }

  async search({ limit, cursor, ...request }: SearchRequest): Promise<Page> {
    const { found, next } = await pagesUpTo({ limit, cursor }, async (part) => {
      const body = { ...this.#asked(request), ...part };
      const { events, nextCursor } = await this.#parts.client.post<EventPage>('events/search', body);
      return { found: events, nextCursor };
    });
    return { events: found, next };
  }

  async count(text: QueryText): Promise<number> {
    return (await this.#parts.client.post<EventCount>('events/count', this.#asked(text))).count;
  }

  async groups(request: GroupsRequest): Promise<readonly GroupRow[]> {
    const { tokens, metrics, intervalSeconds, limit } = request;
    const { groups } = await this.#parts.client.post<EventGroups>('events/groups', {
      ...this.#asked(textOf(request)),
      tokens: tokens.map(({ token }) => token),
      metrics: metrics.map(metricTitle),
      ...(intervalSeconds === null ? {} : { intervalSeconds }),
      limit,
    });
    return groups;
  }

  explain(): Promise<never> {
    const reason = 'how a query is run shows where the store is: on the machine of the server, with --data';
    throw new AppError('option.invalid', { option: '--explain', value: 'used with --url', reason });
  }

  async writeParquet({ file, limit, ...request }: SearchRequest & { readonly file: string }): Promise<void> {
    const count = Math.min(limit, await this.count(textOf(request)));
    if (count > MOST_EXPORTED) {
      const reason = `a server exports at most ${MOST_EXPORTED} events at once; search a shorter time`;
      throw new AppError('option.invalid', { option: '--limit', value: String(count), reason });
    }
    const body = { ...this.#asked(request), format: 'parquet', limit: Math.min(limit, MOST_EXPORTED) };
    await this.#parts.client.download('events/export', body, file);
  }

  #asked({ fields, sort, ...text }: Omit<SearchRequest, 'limit' | 'cursor'>): Readonly<Record<string, unknown>> {
    return {
      ...textOf(text),
      timezone: this.#parts.timezone,
      ...(fields === undefined ? {} : { fields }),
      ...(sort === undefined ? {} : { sort: sortText(sort) }),
    };
  }
}

function textOf({ query, from, to }: QueryText): QueryText {
  return { query, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

export function sortText({ field, descending }: Sort): string {
  return `${field.token}:${descending ? 'desc' : 'asc'}`;
}
