import { useRef } from 'react';
import { useShortcuts } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';

/** Filters a list by words, as `q` in the address. */
export function FilterBox({ label }: { readonly label: string }) {
  const { get, change } = useAddress();
  const input = useRef<HTMLInputElement>(null);
  useShortcuts('List', { '/': { label, run: () => input.current?.focus() } });
  return (
    <input
      ref={input}
      type="search"
      className="grow"
      aria-label={label}
      placeholder={label}
      value={get('q')}
      onChange={(event) => change({ q: event.target.value }, { replace: true })}
    />
  );
}

/** Each word is in one of the texts. */
export function holds(words: string, texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
