import { type FormEvent, useRef, useState } from 'react';
import { useShortcuts } from '../lib/page-context.js';
import { Button } from './button.js';
import './ask-box.css';

interface AskBoxProps {
  readonly label: string;
  readonly placeholder: string;
  readonly action: string;
  readonly preset?: string;
  /** Nothing is an answer, too. */
  readonly isClearable?: boolean;
  readonly onAsk: (text: string) => void;
}

/** One line to say who or what a page is to be about. */
export function AskBox({ label, placeholder, action, preset = '', isClearable = false, onAsk }: AskBoxProps) {
  const [text, setText] = useState(preset);
  const input = useRef<HTMLInputElement>(null);
  useShortcuts('This page', { '/': { label: `Write: ${label}`, run: () => input.current?.focus() } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isClearable || text.trim() !== '') onAsk(text.trim());
  };
  return (
    <search>
      <form className="ask-box" onSubmit={submit}>
        <input
          ref={input}
          aria-label={label}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button label={action} look="primary" type="submit" />
      </form>
    </search>
  );
}
