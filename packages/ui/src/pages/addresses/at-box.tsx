import { type FormEvent, type Ref, useId, useState } from 'react';
import { Button } from '../../components/button.js';
import { usePreferences } from '../../lib/page-context.js';
import { formatInstant, isValidBound, offsetLabel, resolveBound } from '../../lib/time.js';

interface AtBoxProps {
  readonly box: Ref<HTMLInputElement>;
  readonly at: string;
  readonly now: number;
  readonly onAt: (at: string) => void;
}

/** The moment that is asked about, written as anywhere else. */
export function AtBox({ box, at, now, onAt }: AtBoxProps) {
  const [{ clock }] = usePreferences();
  const hint = useId();
  const [text, setText] = useState(shown(at, (instant) => formatInstant(instant, clock, 's')));
  const reading = { now, clock };
  const isValid = isValidBound(text, 'from', reading);
  const instant = resolveBound(text, 'from', reading) ?? now;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) onAt(text.trim());
  };
  return (
    <search>
      <form className="at-box" onSubmit={submit}>
        <label>
          Who was on it at{' '}
          <input
            ref={box}
            className="mono"
            value={text}
            placeholder="now"
            spellCheck={false}
            aria-invalid={!isValid}
            aria-describedby={hint}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <Button label="Ask" look="primary" type="submit" disabled={!isValid} />
        <span id={hint} className={isValid ? 'faint' : 'bad'}>
          {isValid
            ? `${formatInstant(instant, clock, 's')} ${offsetLabel(instant, clock)}`
            : 'This is no date: 2026-03-17 08:00, now-2h'}
        </span>
      </form>
    </search>
  );
}

/** An instant of our own making becomes what a person would type. */
function shown(at: string, format: (instant: number) => string): string {
  return /^\d{4}-\d\d-\d\dT.*Z$/.test(at) ? format(Date.parse(at)).replace(' ', 'T') : at;
}
