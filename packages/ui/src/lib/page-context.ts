// What every part of the page may ask for: the way to the server, what this person likes, the keys, and a line to say something in.

import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Api } from './api.js';
import type { PreferenceStore, Preferences } from './preferences.js';
import type { Shortcut, ShortcutTable } from './shortcuts.js';
import type { ToastStore } from './toasts.js';

export interface PageParts {
  readonly api: Api;
  readonly preferences: PreferenceStore;
  readonly shortcuts: ShortcutTable;
  readonly toasts: ToastStore;
}

export const PageContext = createContext<PageParts | null>(null);

function usePage(): PageParts {
  const parts = useContext(PageContext);
  if (parts === null) throw new Error('a page stands inside the application');
  return parts;
}

export function useApi(): Api {
  return usePage().api;
}

export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const { preferences } = usePage();
  return [useSyncExternalStore(preferences.subscribe, preferences.get), preferences.set];
}

export function useToasts(): ToastStore {
  return usePage().toasts;
}

export function useShortcutTable(): ShortcutTable {
  return usePage().shortcuts;
}

/** Registers shortcuts while the component is on the screen. They run what they were last given; only their keys are fixed. */
export function useShortcuts(group: string, shortcuts: Readonly<Record<string, ShortcutAction>>): void {
  const { shortcuts: table } = usePage();
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const keys = Object.keys(shortcuts).join('\n');
  useEffect(() => {
    const entries = keys === '' ? [] : keys.split('\n').map((key) => shortcutOf(group, key, () => latest.current[key]));
    return table.register(entries);
  }, [table, group, keys]);
}

export interface ShortcutAction {
  readonly label: string;
  readonly run: () => void;
  readonly whileTyping?: boolean;
}

function shortcutOf(group: string, keys: string, find: () => ShortcutAction | undefined): Shortcut {
  return {
    keys,
    group,
    get label() {
      return find()?.label ?? '';
    },
    get whileTyping() {
      return find()?.whileTyping ?? false;
    },
    run: () => find()?.run(),
  };
}
