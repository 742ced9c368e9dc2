import type { Person } from '@gatehouse/model';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form, TextField } from '../../components/form.js';
import { Tile } from '../../components/tile.js';
import { useApi } from '../../lib/page-context.js';
import { isProvided, SESSION_KEY } from '../../lib/session.js';
import { useChange } from '../../lib/use-change.js';
import { changePassword } from './requests.js';

export function OwnPassword({ person: { login } }: { readonly person: Person }) {
  const api = useApi();
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const changing = useChange({
    send: changePassword,
    stale: ['own-sessions'],
    said: () => 'The password is changed; all other sessions have ended',
    onDone: (person: Person) => {
      api.setCsrfToken(person.csrfToken);
      queries.setQueryData(SESSION_KEY, person);
      setCurrent('');
      setPassword('');
    },
  });
  if (isProvided(login))
    return (
      <Tile title="Password">
        <p className="soft">You sign in with the identity provider: the password is changed there.</p>
      </Tile>
    );
  return (
    <Tile title="Password">
      <Form
        action="Change the password"
        submit={() => changing.mutate({ current, password })}
        isBusy={changing.isPending}
        error={changing.error}
      >
        <TextField
          label="Present password"
          type="password"
          autoComplete="current-password"
          value={current}
          onValue={setCurrent}
          required
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          value={password}
          onValue={setPassword}
          required
          hint="At least 12 characters. A sentence is easy to keep in mind. Ends all other sessions."
        />
      </Form>
    </Tile>
  );
}
