// Seconds as a person says them.

/** `0.4 s`, `12 s`, `5 min`, `3 h`, `2 d`. */
export function spanText(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 10) return `${Math.round(size * 10) / 10} s`;
  if (size < 120) return `${Math.round(size)} s`;
  if (size < 7200) return `${Math.round(size / 60)} min`;
  if (size < 172_800) return `${Math.round(size / 3600)} h`;
  return `${Math.round(size / 86_400)} d`;
}

const NOTICEABLE_SECONDS = 2;

/** Of event time − time of receipt: a clock that is ahead, or lines that are late. */
export function skewText(seconds: number | null): string {
  if (seconds === null) return 'unknown';
  if (Math.abs(seconds) < NOTICEABLE_SECONDS) return 'none';
  return `${spanText(seconds)} ${seconds > 0 ? 'ahead' : 'behind'}`;
}
