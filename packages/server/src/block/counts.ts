// What became of lines, in numbers.

export interface BlockCounts {
  lines: number;
  mapped: number;
  partial: number;
  unrecognised: number;
  /** Lines that a template took, without the reader. */
  byTemplate: number;
  readonly defects: Record<string, number>;
  /** First and last event time, milliseconds; null when no line has one. */
  firstTime: number | null;
  lastTime: number | null;
}

export function noCounts(): BlockCounts {
  return {
    lines: 0,
    mapped: 0,
    partial: 0,
    unrecognised: 0,
    byTemplate: 0,
    defects: {},
    firstTime: null,
    lastTime: null,
  };
}

export function addCounts(total: BlockCounts, more: BlockCounts): void {
  total.lines += more.lines;
  total.mapped += more.mapped;
  total.partial += more.partial;
  total.unrecognised += more.unrecognised;
  total.byTemplate += more.byTemplate;
  for (const [code, number] of Object.entries(more.defects)) total.defects[code] = (total.defects[code] ?? 0) + number;
  if (more.firstTime !== null) total.firstTime = Math.min(total.firstTime ?? more.firstTime, more.firstTime);
  if (more.lastTime !== null) total.lastTime = Math.max(total.lastTime ?? more.lastTime, more.lastTime);
}
