import type { PasswordLink, Role, User } from '@gatehouse/model';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.js';
import { Choices, Form, TextField } from '../../../components/form.js';
import { roleChoices } from '../../../components/roles.js';
import { Text } from '../../../components/text.js';
import type { Api } from '../../../lib/api.js';
import { useSession } from '../../../lib/session.js';
import { useChange } from '../../../lib/use-change.js';
import { CustomersChoice } from '../customers-choice.js';
import { addUser, makePasswordLink, type NewUser } from '../requests.js';
import { LinkForUser } from './link-for-user.js';

interface Added {
  readonly user: User;
  readonly link: PasswordLink;
}

async function addWithLink(api: Api, wish: NewUser): Promise<Added> {
  const user = await addUser(api, wish);
  return { user, link: await makePasswordLink(api, user.login) };
}

/** A new user, and the link by which they choose their password. */
export function AddUser({ onClose }: { readonly onClose: () => void }) {
  const [added, setAdded] = useState<Added | null>(null);
  return (
    <Dialog title={added === null ? 'Add a user' : `${added.user.login} is added`} onClose={onClose}>
      {added === null ? (
        <NewUserForm onAdded={setAdded} />
      ) : (
        <LinkForUser login={added.user.login} link={added.link} onClose={onClose} />
      )}
    </Dialog>
  );
}

function NewUserForm({ onAdded }: { readonly onAdded: (added: Added) => void }) {
  const own = useSession().data?.tenants ?? null;
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [tenants, setTenants] = useState(own);
  const adding = useChange({ send: addWithLink, stale: ['users'], onDone: onAdded });
  const ending = own === null ? '' : endingOf(tenants ?? own);
  const given = login.includes('@') ? login : login.trim() + ending;
  const submit = () => adding.mutate({ login: given, role, tenants, ...(name.trim() === '' ? {} : { name }) });
  return (
    <Form action="Add" submit={submit} isBusy={adding.isPending} error={adding.error}>
      <TextField
        label="Signs in as"
        value={login}
        onValue={setLogin}
        autoCapitalize="none"
        required
        data-autofocus
        hint={ending === '' ? 'Letters without accents, digits and . _ @ + -' : <FullName name={given} />}
      />
      <TextField label="Name" value={name} onValue={setName} hint="As others see it. May be left empty." />
      <Choices legend="Role" choices={roleChoices()} chosen={[role]} onChosen={([chosen]) => setRole(chosen ?? role)} />
      <CustomersChoice tenants={tenants} onTenants={setTenants} />
    </Form>
  );
}

/** Who administrates some customers gives names that end in one of them. */
function endingOf(tenants: readonly string[]): string {
  return tenants.length === 1 ? `@${tenants[0]?.toLowerCase()}` : '';
}

function FullName({ name }: { readonly name: string }) {
  return (
    <>
      With the customer behind it: <Text value={name} />
    </>
  );
}
