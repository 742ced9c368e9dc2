// Whole numbers, ports, byte counts and durations. They are bigints, because byte counters pass 2^53.
//
//   bytes    = digits [ "." digits ] [ unit ]     unit = B KB MB GB TB PB EB, with or without i; powers of 1024
//   duration = digits | digits ":" mm ":" ss | { digits [ "." digits ] ( s | m | h | d | w ) }
//
// Samples: `10 MB`, `1.5GiB`, `00:05:07`, `1h30m`

import type { Interval } from './interval.js';
import { single } from './interval.js';

// More digits than any counter has; longer ones would make arithmetic the slowest part of a query.
const NUMBER = /^-?\d{1,30}$/;
const BYTES = /^(\d{1,30})(?:\.(\d{1,9}))?\s*(?:([kmgtpe])i?b?|b)?$/i;
const CLOCK = /^(\d{1,9}):([0-5]\d):([0-5]\d)$/;
const SPANS = /^(?:\d{1,12}(?:\.\d{1,9})?\s*[smhdw]\s*)+$/;
const SPAN = /(\d+)(?:\.(\d+))?\s*([smhdw])/g;
const SECONDS: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, h: 3600n, d: 86_400n, w: 604_800n };
const POWERS = 'kmgtpe';

export function readNumber(text: string): Interval | null {
  return NUMBER.test(text) ? single(BigInt(text)) : null;
}

export function readPort(text: string): Interval | null {
  const port = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? single(BigInt(port)) : null;
}

export function readBytes(text: string): Interval | null {
  const match = BYTES.exec(text);
  if (match === null) return null;
  const [, whole = '0', fraction = '', prefix = ''] = match;
  if (prefix === '' && fraction !== '') return null;
  const unit = prefix === '' ? 1n : 1024n ** BigInt(POWERS.indexOf(prefix.toLowerCase()) + 1);
  return single(scaled(whole, fraction, unit).rounded);
}

export function readDuration(text: string): Interval | null {
  const clock = CLOCK.exec(text);
  if (clock !== null)
    return single(BigInt(clock[1] ?? 0) * 3600n + BigInt(clock[2] ?? 0) * 60n + BigInt(clock[3] ?? 0));
  if (/^\d{1,30}$/.test(text)) return single(BigInt(text));
  if (!SPANS.test(text)) return null;
  let seconds = 0n;
  for (const [, whole = '0', fraction = '', unit = ''] of text.matchAll(SPAN)) {
    const part = scaled(whole, fraction, SECONDS[unit] ?? 0n);
    if (!part.isExact) return null;
    seconds += part.rounded;
  }
  return single(seconds);
}

/** `whole.fraction × unit` without floating point; half a byte rounds up. */
function scaled(whole: string, fraction: string, unit: bigint): { rounded: bigint; isExact: boolean } {
  const divisor = 10n ** BigInt(fraction.length);
  const product = BigInt(whole + fraction) * unit;
  return { rounded: (product + divisor / 2n) / divisor, isExact: product % divisor === 0n };
}
