import type { Role, User } from '@gatehouse/model';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.js';
import { Choices, Form, TextField } from '../../../components/form.js';
import { roleChoices } from '../../../components/roles.js';
import { useChange } from '../../../lib/use-change.js';
import { CustomersChoice } from '../customers-choice.js';
import { changeUser, type UserChange } from '../requests.js';
import { UserActions } from './user-actions.js';
import { UserSessions } from './user-sessions.js';

interface UserDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** One user: what they may do, where they are signed in, and what can be done about it. */
export function UserDialog({ user, onClose }: UserDialogProps) {
  return (
    <Dialog title={user.name} onClose={onClose} size="wide">
      <div className="user-parts">
        <UserForm key={user.id} user={user} />
        <div className="user-side">
          <UserSessions login={user.login} />
          <UserActions user={user} onRemoved={onClose} />
        </div>
      </div>
    </Dialog>
  );
}

function UserForm({ user }: { readonly user: User }) {
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState<Role>(user.role);
  const [tenants, setTenants] = useState(user.tenants);
  const saving = useChange({
    send: (api, change: UserChange) => changeUser(api, user.login, change),
    stale: ['users'],
    said: () => `${user.login} is changed`,
  });
  const isProvided = user.provider !== null;
  return (
    <Form
      action="Save"
      submit={() => saving.mutate({ name, role, tenants })}
      isBusy={saving.isPending}
      error={saving.error}
    >
      {isProvided ? (
        <p className="soft">
          The identity provider says who this is and what they may do: at the next sign-in its answer counts again.
        </p>
      ) : null}
      <TextField label="Name" value={name} onValue={setName} required />
      <Choices legend="Role" choices={roleChoices()} chosen={[role]} onChosen={([one]) => setRole(one ?? role)} />
      <CustomersChoice tenants={tenants} onTenants={setTenants} />
    </Form>
  );
}
