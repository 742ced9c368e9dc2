import { AUDIT_ACTIONS } from '@gatehouse/model';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/button.js';
import { TimePicker } from '../../../components/time-picker.js';
import { usePreferences, useShortcuts } from '../../../lib/page-context.js';
import type { TimeRange } from '../../../lib/time.js';
import { useAddress } from '../../../lib/use-address.js';

const WEEK: TimeRange = { from: 'now-7d', to: '' };
const OPEN = '*';

/** A week, where the address names no time. */
export function rangeIn(get: (name: string) => string): TimeRange {
  const from = get('from');
  return from === '' && get('to') === '' ? WEEK : { from: from === OPEN ? '' : from, to: get('to') };
}

interface AuditFiltersProps {
  readonly now: number;
  readonly refresh: () => void;
}

/** What is searched for: words and conditions in the query language, an action, an outcome, a person, a time. */
export function AuditFilters({ now, refresh }: AuditFiltersProps) {
  const { get, change } = useAddress();
  const [{ clock }, setPreferences] = usePreferences();
  const setRange = ({ from, to }: TimeRange) => {
    const isUsual = from === WEEK.from && to === '';
    change({ from: isUsual ? '' : from === '' ? OPEN : from, to });
    refresh();
  };
  return (
    <div className="frame-bar" role="search" aria-label="Search the audit">
      <QueryField name="q" label="Query" placeholder="users, or sourceIpv4: 192.0.2.0/24" keys="/" refresh={refresh} />
      <QueryField name="who" label="Who" placeholder="Who: login" refresh={refresh} />
      <Condition name="action" label="Action" options={AUDIT_ACTIONS} />
      <Condition name="outcome" label="Outcome" options={['Success', 'Failure']} />
      <TimePicker
        range={rangeIn(get)}
        clock={clock}
        now={now}
        onChange={setRange}
        onClock={(chosen) => setPreferences({ clock: chosen })}
      />
      <Button label="Search again" icon="refresh" look="icon" onClick={refresh} />
    </div>
  );
}

interface QueryFieldProps {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly keys?: string;
  readonly refresh: () => void;
}

/** Searches with Enter, not with each letter: half a query is an error. */
function QueryField({ name, label, placeholder, keys, refresh }: QueryFieldProps) {
  const { get, change } = useAddress();
  const asked = get(name);
  const [text, setText] = useState(asked);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(asked), [asked]);
  useShortcuts('Audit', keys === undefined ? {} : { [keys]: { label, run: () => input.current?.focus() } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ [name]: text.trim() });
    refresh();
  };
  return (
    <form onSubmit={submit} className={keys === undefined ? '' : 'grow'}>
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}

interface ConditionProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
}

function Condition({ name, label, options }: ConditionProps) {
  const { get, change } = useAddress();
  return (
    <select aria-label={label} value={get(name)} onChange={(event) => change({ [name]: event.target.value })}>
      <option value="">{label}: any</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}
