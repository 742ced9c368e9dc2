// Keys → what they do. Whoever is on the screen registers its shortcuts; the latest one wins, so a panel in front takes Esc before
// the page behind it. `?` lists all that are registered.

export interface Shortcut {
  /** `j`, `?`, `Mod+k` (Ctrl, or Cmd on a Mac), `Escape`, or two keys one after the other: `g s`. */
  readonly keys: string;
  readonly label: string;
  readonly group: string;
  readonly run: () => void;
  /** Works while somebody types as well. */
  readonly whileTyping?: boolean;
}

const SEQUENCE_MS = 900;

export class ShortcutTable {
  readonly #registered: (readonly Shortcut[])[] = [];
  readonly #now: () => number;
  #pending: { readonly key: string; readonly at: number } | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  register(shortcuts: readonly Shortcut[]): () => void {
    this.#registered.push(shortcuts);
    return () => {
      const at = this.#registered.indexOf(shortcuts);
      if (at >= 0) this.#registered.splice(at, 1);
    };
  }

  /** In the order in which they came; a shortcut that another one hides is left out. */
  list(): readonly Shortcut[] {
    const byKeys = new Map<string, Shortcut>();
    for (const shortcut of this.#registered.flat()) byKeys.set(shortcut.keys, shortcut);
    return [...byKeys.values()];
  }

  /** True when a shortcut ran, or may run with the next key. */
  press(key: string, isTyping: boolean): boolean {
    const before = this.#pending;
    this.#pending = null;
    const sequence = before !== null && this.#now() - before.at < SEQUENCE_MS ? `${before.key} ${key}` : null;
    const all = this.list().filter((shortcut) => !isTyping || shortcut.whileTyping === true);
    const found = all.find(({ keys }) => keys === sequence) ?? all.find(({ keys }) => keys === key);
    if (found !== undefined) {
      found.run();
      return true;
    }
    if (!all.some(({ keys }) => keys.startsWith(`${key} `))) return false;
    this.#pending = { key, at: this.#now() };
    return true;
  }
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** `Mod+Enter`, `Shift+ArrowLeft`, `?`: a printed character says itself whether Shift was held. */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const isNamed = key.length > 1;
  const name = ctrlKey || metaKey ? key.toLowerCase() : key;
  return [
    ctrlKey || metaKey ? 'Mod' : '',
    altKey ? 'Alt' : '',
    shiftKey && isNamed ? 'Shift' : '',
    isNamed ? key : name,
  ]
    .filter((part) => part !== '')
    .join('+');
}

export function isTypingIn(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  if (element === null) return false;
  const typed = 'input:not([type=checkbox],[type=radio],[type=button]),textarea,select,[contenteditable=true]';
  return element.closest(typed) !== null;
}
