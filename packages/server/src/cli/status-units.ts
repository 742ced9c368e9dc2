// Times and sizes as short texts.

const STEPS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** `0 s`, `40 ms`, `12 s`, `3 min`, `2.5 h`, `4 d`: two digits say enough. */
export function ageText(seconds: number): string {
  for (const [size, unit] of STEPS) if (seconds >= size) return `${twoDigits(seconds / size)} ${unit}`;
  return seconds > 0 && seconds < 0.9995 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${twoDigits(seconds)} s`;
}

export function skewText(seconds: number): string {
  const sign = seconds === 0 ? '' : seconds < 0 ? '−' : '+';
  return `${sign}${ageText(Math.abs(seconds))}`;
}

export function bytesText(bytes: number): string {
  const power = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${twoDigits(bytes / 1024 ** power)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}

function twoDigits(value: number): string {
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
