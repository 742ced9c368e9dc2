import type { PasswordLink, User } from '@gatehouse/model';
import { useState } from 'react';
import { Button } from '../../../components/button.js';
import { Dialog } from '../../../components/dialog.js';
import { Form, FormProblem } from '../../../components/form.js';
import { useChange } from '../../../lib/use-change.js';
import { changeUser, makePasswordLink, removeUser } from '../requests.js';
import { LinkForUser } from './link-for-user.js';

interface UserActionsProps {
  readonly user: User;
  readonly onRemoved: () => void;
}

export function UserActions({ user, onRemoved }: UserActionsProps) {
  const { login, isDisabled, provider } = user;
  const [link, setLink] = useState<PasswordLink | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const linking = useChange({ send: makePasswordLink, stale: [], onDone: setLink });
  const disabling = useChange({
    send: (api, wish: boolean) => changeUser(api, login, { isDisabled: wish }),
    stale: ['users'],
    said: (answer) => `${login} is ${answer.isDisabled ? 'disabled, and signed out everywhere' : 'active again'}`,
  });
  const error = linking.error ?? disabling.error;
  return (
    <section className="user-actions">
      <h3>Way in</h3>
      {provider === null ? (
        <Button label="Link for a new password" icon="key" onClick={() => linking.mutate(login)} />
      ) : null}
      <Button
        label={isDisabled ? 'Let in again' : 'Disable'}
        icon={isDisabled ? 'check' : 'close'}
        onClick={() => disabling.mutate(!isDisabled)}
      />
      <Button label="Remove …" look="danger" onClick={() => setRemoving(true)} />
      {error === null ? null : <FormProblem error={error} />}
      {link === null ? null : (
        <Dialog title={`A new password for ${login}`} onClose={() => setLink(null)}>
          <LinkForUser login={login} link={link} onClose={() => setLink(null)} />
        </Dialog>
      )}
      {isRemoving ? <RemoveUser login={login} onRemoved={onRemoved} onClose={() => setRemoving(false)} /> : null}
    </section>
  );
}

interface RemoveUserProps {
  readonly login: string;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

function RemoveUser({ login, onRemoved, onClose }: RemoveUserProps) {
  const removing = useChange({
    send: removeUser,
    stale: ['users', 'tokens'],
    said: () => `${login} is removed`,
    onDone: onRemoved,
  });
  return (
    <Dialog title={`Remove ${login}?`} onClose={onClose}>
      <Form
        action={`Remove ${login}`}
        isDangerous
        submit={() => removing.mutate(login)}
        isBusy={removing.isPending}
        error={removing.error}
      >
        <p>
          Sessions and tokens of {login} end at once, and this cannot be taken back. What {login} did stays in the
          audit. Disabling keeps the account and lets nobody in with it.
        </p>
      </Form>
    </Dialog>
  );
}
