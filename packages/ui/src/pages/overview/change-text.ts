/** How a figure has changed since the span before: `+12 %`, `4 times`, `as before`. */
export function changeText(value: number, before: number): string {
  if (value === before) return 'as before';
  if (before === 0) return 'none before';
  const ratio = value / before;
  if (ratio >= 3) return `${ratio >= 10 ? Math.round(ratio) : Number(ratio.toFixed(1))} times before`;
  const share = Math.round((ratio - 1) * 100);
  if (share === 0) return 'as before';
  return `${share > 0 ? '+' : '−'}${Math.abs(share)} %`;
}
