// Moves the focus through the rows of a page, wherever they stand on it, so that Enter does what a click does and a screen reader follows.

import { useShortcuts } from './page-context.js';

/** Links that are rows, and rows of tables that have a link or a button. */
const ROWS = 'main a[data-row], main tr[data-row]';
const TARGETS = 'a[href], button';
const REMEMBERED = 'gatehouse.row';

/** `noun`: what the rows are. */
export function useRowFocus(group: string, noun: string): void {
  const down = { label: `Next ${noun}`, run: () => step(1) };
  const up = { label: `Previous ${noun}`, run: () => step(-1) };
  const open = { label: `Open the ${noun}`, run: () => current()?.click() };
  useShortcuts(group, { j: down, k: up, ArrowDown: down, ArrowUp: up, Enter: open, o: open });
}

function targets(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ROWS)].flatMap((row) => {
    const target = row.matches('a') ? row : row.querySelector<HTMLElement>(TARGETS);
    return target === null ? [] : [target];
  });
}

function current(): HTMLElement | undefined {
  return targets().find((target) => target === document.activeElement);
}

function step(by: number): void {
  const all = targets();
  const at = all.findIndex(
    (target) => target === document.activeElement || target.closest('tr')?.contains(document.activeElement),
  );
  const next = all[at >= 0 ? Math.max(0, Math.min(all.length - 1, at + by)) : startAmong(all)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  if (next instanceof HTMLAnchorElement) sessionStorage.setItem(REMEMBERED, next.href);
}

/** Whoever comes back goes on where he was. */
function startAmong(all: readonly HTMLElement[]): number {
  const remembered = sessionStorage.getItem(REMEMBERED);
  return Math.max(
    0,
    all.findIndex((target) => target instanceof HTMLAnchorElement && target.href === remembered),
  );
}
