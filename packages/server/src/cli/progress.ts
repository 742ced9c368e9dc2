// A progress bar that overwrites its own line on a terminal and writes nothing where there is none.

import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Output } from './io.js';

export interface ProgressBar {
  /** `part` of the work done, 0 to 1, or null when the whole is not known. */
  show(state: { part: number | null; lines: number }): void;
  /** A line of its own under the bar when it ends. */
  note(text: string): void;
  end(): Promise<void>;
}

const SHOW_MS = 100;
const BAR_CELLS = 28;
const CLEAR = '\r\u001b[K';

export function createProgressBar(output: Output, title: string): ProgressBar {
  const notes: string[] = [];
  const begin = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(state) {
      const now = performance.now();
      if (!output.isTty || now - shownAt < SHOW_MS) return;
      shownAt = now;
      void output.write(
        `${CLEAR}${barText(basename(title), state, { elapsedMs: now - begin, columns: output.columns })}`,
      );
    },
    note(text) {
      notes.push(text);
    },
    async end() {
      if (output.isTty && shownAt > 0) await output.write(CLEAR);
      for (const text of notes) await output.write(`note: ${text}\n`);
    },
  };
}

function barText(
  title: string,
  state: { part: number | null; lines: number },
  frame: { elapsedMs: number; columns: number },
): string {
  const rate = Math.round((state.lines / Math.max(1, frame.elapsedMs)) * 1000);
  const facts = `${grouped(state.lines)} lines  ${grouped(rate)}/s`;
  const { part } = state;
  const bar = part === null ? '' : `${cells(part)} ${String(Math.floor(part * 100)).padStart(3)} %  `;
  const left = part === null || part <= 0 ? '' : `  ${duration((frame.elapsedMs / 1000) * (1 / part - 1))} left`;
  return `${title}  ${bar}${facts}${left}`.slice(0, frame.columns - 1);
}

function cells(part: number): string {
  const full = Math.round(Math.min(1, part) * BAR_CELLS);
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}

export function grouped(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
