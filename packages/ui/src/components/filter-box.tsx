import { useEffect, useRef, useState } from 'react';
import { useShortcuts } from '../lib/page-context.js';
import { useAddress } from '../lib/use-address.js';

/** Filters a list by words, as `q` in the address. */
export function FilterBox({ label }: { readonly label: string }) {
  const { get, change } = useAddress();
  const asked = get('q');
  // The address follows a moment later: what is typed meanwhile must not be taken back.
  const [text, setText] = useState(asked);
  const written = useRef(asked);
  const input = useRef<HTMLInputElement>(null);
  useShortcuts('List', { '/': { label, run: () => input.current?.focus() } });
  useEffect(() => {
    if (asked !== written.current && document.activeElement !== input.current) setText(asked);
    written.current = asked;
  }, [asked]);
  const type = (typed: string) => {
    setText(typed);
    change({ q: typed }, { replace: true });
  };
  return (
    <input
      ref={input}
      type="search"
      className="grow"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => type(event.target.value)}
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
