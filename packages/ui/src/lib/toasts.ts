// Short lines that say what has happened: "Link copied". One at a time, read out, gone after a while.

export interface Toast {
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

const SHOWN_MS = { good: 3000, bad: 8000 } as const;

export class ToastStore {
  readonly #listeners = new Set<() => void>();
  #current: Toast | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly get = (): Toast | null => this.#current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  say(text: string, tone: Toast['tone'] = 'good'): void {
    clearTimeout(this.#timer);
    this.#show({ text, tone });
    this.#timer = setTimeout(() => this.#show(null), SHOWN_MS[tone]);
  }

  #show(toast: Toast | null): void {
    this.#current = toast;
    for (const listener of this.#listeners) listener();
  }
}
