import type { User } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button.js';
import { type DataColumn, DataTable } from '../../../components/data-table.js';
import { FilterBox, holds } from '../../../components/filter-box.js';
import { Moment } from '../../../components/moment.js';
import { Note, ProblemNote } from '../../../components/note.js';
import { Text } from '../../../components/text.js';
import { useApi, useShortcuts } from '../../../lib/page-context.js';
import { useAddress } from '../../../lib/use-address.js';
import { CustomersText } from '../customers-choice.js';
import { usersQuery } from '../requests.js';
import { AddUser } from './add-user.js';
import { UserDialog } from './user-dialog.js';

export function UsersPart() {
  const api = useApi();
  const { get, change } = useAddress();
  const answer = useQuery(usersQuery(api));
  const users = answer.data ?? [];
  const found = users.filter((user) => holds(get('q'), [user.login, user.name, user.role]));
  const opened = users.find(({ login }) => login === get('user'));
  const add = () => change({ do: 'add', user: '' });
  useShortcuts('Users', { a: { label: 'Add a user', run: add } });
  return (
    <>
      <div className="frame-bar">
        <FilterBox label="Find a user" />
        <Button label="Add a user" icon="plus" look="primary" keys="a" onClick={add} />
      </div>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess && users.length === 0 ? <NobodyYet /> : null}
      <UserTable users={found} open={(login) => change({ user: login, do: '' })} />
      {users.length > 0 && found.length === 0 ? <p className="soft">No user is called so.</p> : null}
      {get('do') === 'add' ? <AddUser onClose={() => change({ do: '' })} /> : null}
      {opened === undefined ? null : <UserDialog user={opened} onClose={() => change({ user: '' })} />}
    </>
  );
}

function NobodyYet() {
  return (
    <Note title="There is no user yet" icon="people">
      <p>
        This server lets everybody on this machine in. Add yourself as administrator, then start it without --no-auth:
        it will ask for a name and a password.
      </p>
    </Note>
  );
}

interface UserTableProps {
  readonly users: readonly User[];
  readonly open: (login: string) => void;
}

function UserTable({ users, open }: UserTableProps) {
  const [asOf] = useState(() => Date.now());
  return <DataTable label="Users" columns={columnsOf(open, asOf)} rows={users} keyOf={({ id }) => id} />;
}

function columnsOf(open: UserTableProps['open'], asOf: number): readonly DataColumn<User>[] {
  return [
    { name: 'User', order: ({ name }) => name, cell: (user) => <UserName user={user} open={open} /> },
    { name: 'Role', isTight: true, order: ({ role }) => role, cell: ({ role }) => role },
    { name: 'Customers', isExtra: true, cell: ({ tenants }) => <CustomersText tenants={tenants} /> },
    { name: 'State', isTight: true, cell: (user) => <UserState user={user} /> },
    {
      name: 'Last signed in',
      isTight: true,
      isExtra: true,
      order: ({ lastLoginAt }) => lastLoginAt,
      cell: ({ lastLoginAt }) => <Moment at={lastLoginAt} asOf={asOf} without="never" />,
    },
  ];
}

function UserName({ user, open }: { readonly user: User; readonly open: UserTableProps['open'] }) {
  const { name, login, provider } = user;
  return (
    <>
      <button type="button" className="link" onClick={() => open(login)}>
        <Text value={name} />
      </button>
      {name === login ? null : (
        <span className="detail">
          <Text value={provider === null ? login : `from ${provider}`} />
        </span>
      )}
    </>
  );
}

function UserState({ user: { isDisabled, hasPassword, provider } }: { readonly user: User }) {
  if (isDisabled) return <span className="badge badge-bad">disabled</span>;
  if (!hasPassword && provider === null) return <span className="badge badge-warn">no password yet</span>;
  return <span className="badge badge-good">active</span>;
}
