/** Markdown tables and figures in them. */
import type { Spread } from './statistics.js';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `|${head.map((_, index) => (index === 0 ? ' --- ' : ' ---: ')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** `12,345.6` */
export function figure(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** `median (min–max)` */
export function spread({ median, min, max }: Spread, decimals = 0): string {
  return `${figure(median, decimals)} (${figure(min, decimals)}–${figure(max, decimals)})`;
}

export function percent(part: number): string {
  return `${figure(part * 100)} %`;
}
