// A histogram ready to be drawn: bars side by side, each a stack of the most frequent values with the rest on top.

export interface Bucket {
  readonly from: number;
  readonly count: number;
  readonly values: Readonly<Record<string, number>>;
  /** What was there a span earlier, where that is asked. */
  readonly before?: number;
}

export interface Series {
  readonly name: string;
  readonly total: number;
  readonly colour: string;
}

export interface Bins {
  readonly buckets: readonly Bucket[];
  readonly series: readonly Series[];
  readonly highest: number;
  readonly total: number;
}

export const OTHERS = 'others';
export const WITHOUT = 'without';

const OWN: Readonly<Record<string, string>> = {
  Success: 'var(--mark-success)',
  Failure: 'var(--mark-failure)',
  Allowed: 'var(--mark-success)',
  Denied: 'var(--mark-failure)',
  [WITHOUT]: 'var(--mark-none)',
  [OTHERS]: 'var(--mark-other)',
};
const MOST_SERIES = 7;

/** `values` may leave a part of a bucket's count unnamed: events that lack the token. */
export function binsOf(buckets: readonly Bucket[]): Bins {
  const totals = new Map<string, number>();
  for (const { count, values } of buckets) {
    let named = 0;
    for (const [name, size] of Object.entries(values)) {
      totals.set(name, (totals.get(name) ?? 0) + size);
      named += size;
    }
    if (count > named) totals.set(WITHOUT, (totals.get(WITHOUT) ?? 0) + count - named);
  }
  const ranked = [...totals].filter(([name]) => name !== WITHOUT && name !== OTHERS).toSorted((a, b) => b[1] - a[1]);
  const shown = ranked.slice(0, MOST_SERIES);
  const rest = ranked.slice(MOST_SERIES).reduce((sum, [, size]) => sum + size, totals.get(OTHERS) ?? 0);
  const entries = [
    ...shown,
    ...(rest > 0 ? [[OTHERS, rest] as const] : []),
    ...[...totals].filter(([name]) => name === WITHOUT),
  ];
  let next = 1;
  const series = entries.map(([name, total]) => ({ name, total, colour: OWN[name] ?? `var(--mark-${next++})` }));
  const highest = buckets.reduce((most, { count, before = 0 }) => Math.max(most, count, before), 0);
  return { buckets, series, highest, total: buckets.reduce((sum, { count }) => sum + count, 0) };
}

/** How much of a bucket belongs to a series. */
export function sizeIn({ count, values }: Bucket, name: string, series: readonly Series[]): number {
  const named = Object.values(values).reduce((sum, size) => sum + size, 0);
  if (name === WITHOUT) return (values[WITHOUT] ?? 0) + Math.max(0, count - named);
  if (name !== OTHERS) return values[name] ?? 0;
  const own = new Set(series.map((one) => one.name));
  return Object.entries(values).reduce(
    (sum, [value, size]) => sum + (own.has(value) && value !== OTHERS ? 0 : size),
    0,
  );
}

/** The next round number above: the top of the scale. */
export function niceTop(highest: number): number {
  if (highest <= 5) return Math.max(1, highest);
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 1.5, 2, 3, 4, 5, 8, 10].find((step) => step * power >= highest) ?? 10) * power;
}

/** The same of bytes, whose units are powers of 1024. */
export function niceBytes(highest: number): number {
  let unit = 1;
  while (highest / unit >= 1024) unit *= 1024;
  return niceTop(Math.ceil(highest / unit)) * unit;
}
