// What one person likes on one browser: it changes how things look, never what a link shows. Kept in localStorage, best effort.

export interface Preferences {
  readonly theme: 'system' | 'dark' | 'light';
  readonly clock: 'utc' | 'local';
  readonly density: 'compact' | 'comfortable';
  readonly showsFields: boolean;
  readonly showsHistogram: boolean;
  readonly pinnedTokens: readonly string[];
  readonly panelWidth: number;
  readonly columnWidths: Readonly<Record<string, number>>;
}

const DEFAULTS: Preferences = {
  theme: 'system',
  clock: 'utc',
  density: 'compact',
  showsFields: true,
  showsHistogram: true,
  pinnedTokens: [],
  panelWidth: 460,
  columnWidths: {},
};

const KEY = 'gatehouse.preferences';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export class PreferenceStore {
  readonly #storage: Storage;
  readonly #listeners = new Set<() => void>();
  #current: Preferences;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#current = read(storage);
  }

  readonly get = (): Preferences => this.#current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly set = (change: Partial<Preferences>): void => {
    this.#current = { ...this.#current, ...change };
    try {
      this.#storage.setItem(KEY, JSON.stringify(this.#current));
    } catch {
      // A full or forbidden storage: the choice holds until the page is closed.
    }
    for (const listener of this.#listeners) listener();
  };
}

/** What is stored may come from another version, or from somebody's hand: only what has the type of its default is taken. */
function read(storage: Storage): Preferences {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULTS;
    const entries = Object.entries(DEFAULTS).map(([name, preset]: [string, unknown]) => {
      const value = (stored as Record<string, unknown>)[name];
      return [name, isLike(value, preset) ? value : preset];
    });
    return Object.fromEntries(entries) as Preferences;
  } catch {
    return DEFAULTS;
  }
}

function isLike(value: unknown, preset: unknown): boolean {
  if (Array.isArray(preset)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (typeof preset !== 'object') return typeof value === typeof preset;
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((width) => typeof width === 'number')
  );
}
