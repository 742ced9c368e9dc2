import { type FormEvent, type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { ApiProblem } from '../lib/api.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { Text } from './text.js';
import './form.css';

interface FormProps {
  readonly action: string;
  readonly submit: () => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly isDangerous?: boolean;
  readonly children: ReactNode;
}

/** Fields, what the server said about them, and the button that sends them. */
export function Form({ action, submit, isBusy, error, isDangerous = false, children }: FormProps) {
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="form" onSubmit={onSubmit}>
      {children}
      {error === null ? null : <FormProblem error={error} />}
      <Button label={action} look={isDangerous ? 'danger' : 'primary'} type="submit" disabled={isBusy} />
    </form>
  );
}

/** Why it was not done, and what to do. */
export function FormProblem({ error }: { readonly error: Error }) {
  const remedy = error instanceof ApiProblem ? error.remedy : '';
  return (
    <p className="form-problem" role="alert">
      <Icon name="alert" />
      <span>
        <Text value={remedy === '' ? error.message : `${error.message}: ${remedy}`} />
      </span>
    </p>
  );
}

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  /** The first thing to be typed when the dialog opens. */
  readonly 'data-autofocus'?: boolean;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: ReactNode;
}

export function TextField({ label, value, onValue, hint, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        {...input}
      />
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly detail?: string;
}

interface ChoicesProps<Value extends string> {
  readonly legend: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: readonly Value[];
  readonly onChosen: (chosen: readonly Value[]) => void;
  /** One of them, or any number. */
  readonly most?: 'one' | 'any';
}

export function Choices<Value extends string>({
  legend,
  choices,
  chosen,
  onChosen,
  most = 'one',
}: ChoicesProps<Value>) {
  const name = useId();
  const choose = (value: Value, isChosen: boolean) => {
    if (most === 'one') onChosen([value]);
    else onChosen(choices.map((one) => one.value).filter((one) => (one === value ? isChosen : chosen.includes(one))));
  };
  return (
    <fieldset className={most === 'any' ? 'choices choices-any' : 'choices'}>
      <legend>{legend}</legend>
      {choices.map(({ value, label, detail }) => (
        <label key={value} className="choice">
          <input
            type={most === 'one' ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.includes(value)}
            onChange={(event) => choose(value, event.target.checked)}
          />
          <span>
            <Text value={label} />
            {detail === undefined ? null : <small>{detail}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
