// What was stored of events as a tree: source, device, kind of event, with the sums of each.

import type { CoverageDefect, DeviceCoverage, EventCoverage, SourceCoverage, SourcesCoverage } from '@gatehouse/model';
import type { ListenerConfig } from '../config/keys.js';
import { DEFECTS, type DefectCode } from '../map/defects.js';
import { type Coverage, deviceKey, type KindCoverage, type KindPart } from '../query/coverage.js';
import { groupBy } from '../sessions/group-by.js';

export type CoverageListener = Pick<ListenerConfig, 'id' | 'kind'> & { readonly silentAfterSeconds?: number };

export interface TreeParts {
  readonly listeners: readonly CoverageListener[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Tree = Pick<SourcesCoverage, 'seen' | 'mapped' | 'partial' | 'unknown' | 'unrecognised' | 'sources'>;

export function coverageTree(coverage: Coverage, parts: TreeParts): Tree {
  const bySource = groupBy(coverage.kinds, ({ customerId, eventSourceId }) =>
    JSON.stringify([customerId, eventSourceId]),
  );
  const sources = [...bySource.values()].map((kinds) => sourceOf(kinds, coverage, parts));
  const { lastSeen: _lastSeen, ...counts } = countsOf(coverage.kinds);
  return { ...counts, sources };
}

function sourceOf(kinds: readonly KindCoverage[], { skews }: Coverage, { listeners, now }: TreeParts): SourceCoverage {
  const [{ customerId, eventSourceId }] = kinds as [KindCoverage];
  const counts = countsOf(kinds);
  const listener = listeners.find(({ id }) => id === eventSourceId);
  const silenceSeconds = Math.max(0, (now - Date.parse(counts.lastSeen)) / 1000);
  const silentAfter = listener?.silentAfterSeconds ?? 0;
  const devices = [...groupBy(kinds, ({ deviceName }) => deviceName).values()].map((some): DeviceCoverage => {
    const [first] = some as [KindCoverage];
    // The clock of a device shows in what is sent when it happens; what is read from files is late anyway.
    const skew = isLive(listener) ? skews.get(deviceKey(first)) : undefined;
    return { ...countsOf(some), deviceName: first.deviceName, skewSeconds: skew ?? null, events: some.map(eventOf) };
  });
  const isSilent = silentAfter === 0 ? null : silenceSeconds > silentAfter;
  return { ...counts, eventSourceId, customerId, silenceSeconds, isSilent, devices };
}

function isLive(listener: CoverageListener | undefined): boolean {
  return listener !== undefined && listener.kind !== 'file' && listener.kind !== 'spool';
}

function eventOf(kind: KindCoverage): EventCoverage {
  const { category, eventName, filled, parts } = kind;
  const example =
    parts
      .flatMap(({ examples }) => examples)
      .sort()
      .at(-1) ?? '';
  return { ...countsOf([kind]), category, eventName, example, filled, defects: defectsOf(parts) };
}

function defectsOf(parts: readonly KindPart[]): readonly CoverageDefect[] {
  const found = new Map<string, { count: number; examples: string[] }>();
  for (const { defects, count, examples } of parts)
    for (const code of new Set(defects)) {
      const { count: before = 0, examples: known = [] } = found.get(code) ?? {};
      const newest = [...known, ...examples].sort().reverse().slice(0, 3);
      found.set(code, { count: before + count, examples: newest });
    }
  return [...found]
    .map(([code, some]) => ({ code, meaning: meaningOf(code), ...some }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function meaningOf(code: string): string {
  return Object.hasOwn(DEFECTS, code) ? DEFECTS[code as DefectCode] : '';
}

type State = 'mapped' | 'partial' | 'unknown' | 'unrecognised';

function stateOf({ defects }: KindPart): State {
  if (defects.length === 0) return 'mapped';
  if (defects.some((code) => UNREAD.includes(code))) return 'unrecognised';
  return defects.includes('unknown-event') ? 'unknown' : 'partial';
}

/** Kept as text only. */
const UNREAD: readonly string[] = ['unrecognised', 'not-read', 'withheld'] satisfies readonly DefectCode[];

function countsOf(kinds: readonly KindCoverage[]) {
  const counts = { seen: 0, mapped: 0, partial: 0, unknown: 0, unrecognised: 0 };
  let last = 0;
  for (const part of kinds.flatMap(({ parts }) => parts)) {
    counts.seen += part.count;
    counts[stateOf(part)] += part.count;
    last = Math.max(last, part.lastSeen);
  }
  return { ...counts, lastSeen: new Date(last).toISOString() };
}
