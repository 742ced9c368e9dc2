import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { Text } from '../../components/text.js';
import { ApiProblem } from '../../lib/api.js';

interface EntryFormProps {
  readonly title: string;
  readonly intro: ReactNode;
  readonly action: string;
  readonly isNewPassword: boolean;
  /** False: the server knows who it is. */
  readonly hasName?: boolean;
  readonly enter: (login: string, password: string) => Promise<unknown>;
  readonly onEntered?: () => void;
  readonly children?: ReactNode;
}

/** Name and password, to sign in with or to begin with. */
export function EntryForm({ title, intro, action, isNewPassword, hasName = true, ...parts }: EntryFormProps) {
  const { enter, onEntered, children } = parts;
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const entry = useMutation({
    mutationFn: () => enter(login, password),
    onSuccess: async () => {
      onEntered?.();
      await queries.resetQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entry.mutate();
  };
  return (
    <main className="login">
      <form className="login-form" onSubmit={submit}>
        <img src="/icon.svg" width="44" height="44" alt="" />
        <h1>{title}</h1>
        <p className="soft">{intro}</p>
        {hasName ? <NameField value={login} onChange={setLogin} /> : null}
        <label>
          Password
          <input
            name="password"
            type="password"
            autoComplete={isNewPassword ? 'new-password' : 'current-password'}
            minLength={isNewPassword ? 12 : undefined}
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {isNewPassword ? <p className="faint">At least 12 characters. A sentence is easy to keep in mind.</p> : null}
        {entry.error === null ? null : <LoginProblem detail={entry.error.message} remedy={remedyOf(entry.error)} />}
        <Button label={action} look="primary" type="submit" disabled={entry.isPending} />
        {children}
      </form>
    </main>
  );
}

interface NameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function NameField({ value, onChange }: NameFieldProps) {
  return (
    <label>
      Name
      <input
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

interface LoginProblemProps {
  readonly detail: string;
  readonly remedy: string;
}

/** What is wrong, and what to do. */
export function LoginProblem({ detail, remedy }: LoginProblemProps) {
  return (
    <p className="login-problem" role="alert">
      <Icon name="alert" />
      <span>
        <Text value={`${detail}: ${remedy}`} />
      </span>
    </p>
  );
}

function remedyOf(error: Error): string {
  return error instanceof ApiProblem ? error.remedy : '';
}
