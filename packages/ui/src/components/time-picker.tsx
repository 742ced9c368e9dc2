import { type FormEvent, useId, useState } from 'react';
import {
  type Clock,
  formatInstant,
  isValidBound,
  PRESETS,
  rangeLabel,
  resolveBound,
  type TimeRange,
  zoneOf,
} from '../lib/time.js';
import { Button } from './button.js';
import { Popover } from './popover.js';
import './time-picker.css';

interface TimePickerProps {
  readonly range: TimeRange;
  readonly clock: Clock;
  readonly now: number;
  readonly onChange: (range: TimeRange) => void;
  readonly onClock: (clock: Clock) => void;
  /** Where a range may also be about when events arrived. */
  readonly arrival?: { readonly isOn: boolean; readonly turn: (isOn: boolean) => void };
}

/** A time range: one of the usual ones, or two bounds as QQL writes them. */
export function TimePicker(props: TimePickerProps) {
  const { range, clock, now } = props;
  return (
    <Popover
      label={`${props.arrival?.isOn === true ? 'Arrived: ' : ''}${rangeLabel(range, { now, clock })}`}
      title="Time range"
      icon="clock"
      side="end"
      keys="t t"
      className="time-button"
      content={(close) => <TimeForm {...props} close={close} />}
    />
  );
}

function TimeForm({
  range,
  clock,
  now,
  onChange,
  onClock,
  arrival,
  close,
}: TimePickerProps & { readonly close: () => void }) {
  const choose = (chosen: TimeRange) => {
    onChange(chosen);
    close();
  };
  return (
    <div className="time-form">
      <ul className="time-presets" aria-label="Usual ranges">
        {PRESETS.map((preset) => (
          <li key={preset.label}>
            <button
              type="button"
              className="menu-item"
              aria-pressed={preset.range.from === range.from && preset.range.to === range.to}
              onClick={() => choose(preset.range)}
            >
              {preset.label}
            </button>
          </li>
        ))}
      </ul>
      <Bounds range={range} clock={clock} now={now} choose={choose} />
      {arrival === undefined ? null : (
        <fieldset className="time-clock">
          <legend>The range is of</legend>
          {[false, true].map((isOn) => (
            <label key={String(isOn)}>
              <input type="radio" name="arrival" checked={arrival.isOn === isOn} onChange={() => arrival.turn(isOn)} />
              {isOn ? 'when they arrived' : 'when events happened'}
            </label>
          ))}
        </fieldset>
      )}
      <fieldset className="time-clock">
        <legend>Times are shown in</legend>
        {(['utc', 'local'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="clock" checked={clock === one} onChange={() => onClock(one)} />
            {one === 'utc' ? 'UTC' : zoneOf('local')}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

interface BoundsProps {
  readonly range: TimeRange;
  readonly clock: Clock;
  readonly now: number;
  readonly choose: (range: TimeRange) => void;
}

function Bounds({ range, clock, now, choose }: BoundsProps) {
  const [from, setFrom] = useState(shown(range.from, clock));
  const [to, setTo] = useState(shown(range.to, clock));
  const reading = { now, clock };
  const isValid = isValidBound(from, 'from', reading) && isValidBound(to, 'to', reading);
  const isReversed = isValid && order(from, to, reading);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid && !isReversed) choose({ from: from.trim(), to: to.trim() });
  };
  return (
    <form className="time-bounds" onSubmit={submit}>
      <Bound label="From" side="from" text={from} clock={clock} now={now} onChange={setFrom} />
      <Bound label="To" side="to" text={to} clock={clock} now={now} onChange={setTo} />
      {isReversed ? <p className="bad">The end lies before the beginning.</p> : null}
      <Button label="Apply" look="primary" type="submit" disabled={!isValid || isReversed} />
      <p className="faint">
        A date, a date with a time, or a span before now: <code>2026-03-17 08:00</code>, <code>now-90m</code>,{' '}
        <code>now/d</code>. Empty is open.
      </p>
    </form>
  );
}

/** An instant of our own making becomes what a person would type. */
function shown(bound: string, clock: Clock): string {
  if (!/^\d{4}-\d\d-\d\dT.*Z$/.test(bound)) return bound;
  return formatInstant(Date.parse(bound), clock).replace('.000', '').replace(' ', 'T');
}

function order(from: string, to: string, reading: { readonly now: number; readonly clock: Clock }): boolean {
  const [start, end] = [resolveBound(from, 'from', reading), resolveBound(to, 'to', reading)];
  return start !== null && end !== null && start > end;
}

interface BoundProps {
  readonly label: string;
  readonly side: 'from' | 'to';
  readonly text: string;
  readonly clock: Clock;
  readonly now: number;
  readonly onChange: (text: string) => void;
}

function Bound({ label, side, text, clock, now, onChange }: BoundProps) {
  const hint = useId();
  const instant = resolveBound(text, side, { now, clock });
  const isValid = isValidBound(text, side, { now, clock });
  const open = side === 'from' ? 'the beginning' : 'now, and what comes';
  const meaning = text.trim() === '' ? open : instant === null ? 'This is no date.' : formatInstant(instant, clock);
  return (
    <label>
      {label}
      <input
        className="mono"
        value={text}
        spellCheck={false}
        aria-invalid={!isValid}
        aria-describedby={hint}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={hint} className={isValid ? 'faint' : 'bad'}>
        {meaning}
      </span>
    </label>
  );
}
