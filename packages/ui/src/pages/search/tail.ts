// Events as they come. What arrives waits in `pending` until it is taken over, so that nothing moves under somebody who reads.

import type { PrintedEvent } from '@gatehouse/model';
import { useEffect, useRef, useState } from 'react';
import { apiUrl } from '../../lib/api.js';
import type { SearchScope } from './requests.js';

export interface Tail {
  readonly status: 'off' | 'connecting' | 'open' | 'lost' | 'refused';
  /** Newest first. */
  readonly shown: readonly PrintedEvent[];
  readonly pending: number;
  readonly perSecond: number;
  /** Shows what is pending. */
  readonly flush: () => void;
}

/** Kept of a tail; older ones fall away and are found by a search. */
const MOST_KEPT = 5000;
const TICK_MS = 250;
const RATE_OVER_MS = 5000;

const OFF = { shown: [], pending: [], arrivals: [] } as const;

interface Buffer {
  readonly shown: readonly PrintedEvent[];
  readonly pending: readonly PrintedEvent[];
  readonly arrivals: readonly number[];
}

/** `mayShow` is asked before new events are shown by themselves. */
export function useTail(scope: SearchScope, isLive: boolean, mayShow: () => boolean): Tail {
  const [buffer, setBuffer] = useState<Buffer>(OFF);
  const [status, setStatus] = useState<Tail['status']>('off');
  const arrived = useRef<PrintedEvent[]>([]);
  const ask = useRef(mayShow);
  ask.current = mayShow;
  const { query, timezone } = scope;
  useEffect(() => {
    arrived.current = [];
    setBuffer(OFF);
    setStatus(isLive ? 'connecting' : 'off');
    if (!isLive) return;
    const source = new EventSource(apiUrl('events/tail', { query, timezone }));
    source.addEventListener('open', () => setStatus('open'));
    // A browser comes again by itself when a connection is lost, and never after a refusal.
    source.addEventListener('error', () => setStatus(source.readyState === EventSource.CLOSED ? 'refused' : 'lost'));
    source.addEventListener('event', ({ data }: MessageEvent<string>) =>
      arrived.current.push(JSON.parse(data) as PrintedEvent),
    );
    const timer = setInterval(() => {
      const news = arrived.current.splice(0).reverse();
      const [canShow, now] = [ask.current(), performance.now()];
      setBuffer((before) => next(before, news, { canShow, now }));
    }, TICK_MS);
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [query, timezone, isLive]);
  return {
    status,
    shown: buffer.shown,
    pending: buffer.pending.length,
    perSecond: buffer.arrivals.length / (RATE_OVER_MS / 1000),
    flush: () => setBuffer((before) => next(before, [], { canShow: true, now: performance.now() })),
  };
}

/** The same object where nothing has changed: nothing is drawn then. */
function next(
  before: Buffer,
  news: readonly PrintedEvent[],
  { canShow, now }: { canShow: boolean; now: number },
): Buffer {
  const recent = before.arrivals.filter((at) => now - at < RATE_OVER_MS);
  const isQuiet = news.length === 0 && recent.length === before.arrivals.length;
  if (isQuiet && (!canShow || before.pending.length === 0)) return before;
  const arrivals = [...recent, ...news.map(() => now)];
  const pending = [...news, ...before.pending].slice(0, MOST_KEPT);
  if (!canShow) return { shown: before.shown, pending, arrivals };
  return { shown: [...pending, ...before.shown].slice(0, MOST_KEPT), pending: [], arrivals };
}
