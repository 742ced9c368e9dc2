import type { ApiToken } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button.js';
import { type DataColumn, DataTable } from '../../../components/data-table.js';
import { FilterBox, holds } from '../../../components/filter-box.js';
import { Moment } from '../../../components/moment.js';
import { Note, ProblemNote } from '../../../components/note.js';
import { Text } from '../../../components/text.js';
import { NewToken } from '../../../components/tokens/new-token.js';
import { RevokeToken } from '../../../components/tokens/revoke-token.js';
import { useApi, useShortcuts } from '../../../lib/page-context.js';
import { tokensQuery } from '../../../lib/tokens-api.js';
import { useAddress } from '../../../lib/use-address.js';
import { CustomersText } from '../customers-choice.js';
import { usersQuery } from '../requests.js';

export function TokensPart() {
  const { get, change } = useAddress();
  const answer = useQuery(tokensQuery(useApi()));
  const tokens = answer.data ?? [];
  const found = tokens.filter(({ name, owner, role }) => holds(get('q'), [name, owner, role]));
  const revoked = tokens.find(({ id }) => id === get('token'));
  const add = () => change({ do: 'add', token: '' });
  useShortcuts('Tokens', { a: { label: 'Make a token', run: add } });
  return (
    <>
      <p className="frame-lead">
        With a token a program asks for its owner, within what its owner may do: <code>Authorization: Bearer gh_…</code>
        . It cannot sign in here, nor make other tokens.
      </p>
      <div className="frame-bar">
        <FilterBox label="Find a token" />
        <Button label="Make a token" icon="plus" look="primary" keys="a" onClick={add} />
      </div>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess && tokens.length === 0 ? <NoTokens /> : null}
      <TokenTable tokens={found} revoke={(id) => change({ token: id })} />
      {tokens.length > 0 && found.length === 0 ? <p className="soft">No token is called so.</p> : null}
      {get('do') === 'add' ? <AddToken onClose={() => change({ do: '' })} /> : null}
      {revoked === undefined ? null : <RevokeToken token={revoked} onClose={() => change({ token: '' })} />}
    </>
  );
}

/** For any of the users. */
function AddToken({ onClose }: { readonly onClose: () => void }) {
  const users = useQuery(usersQuery(useApi())).data ?? [];
  return <NewToken owners={users} onClose={onClose} />;
}

function NoTokens() {
  return (
    <Note title="There is no token" icon="key">
      <p>
        Make one for each program that asks: a dashboard, a script, the command line on another machine. One that is no
        longer used can then be revoked without the others.
      </p>
    </Note>
  );
}

interface TokenTableProps {
  readonly tokens: readonly ApiToken[];
  readonly revoke: (id: string) => void;
}

function TokenTable({ tokens, revoke }: TokenTableProps) {
  const [asOf] = useState(() => Date.now());
  return <DataTable label="Tokens" columns={columnsOf(revoke, asOf)} rows={tokens} keyOf={({ id }) => id} />;
}

function columnsOf(revoke: TokenTableProps['revoke'], asOf: number): readonly DataColumn<ApiToken>[] {
  return [
    {
      name: 'Token',
      order: ({ name }) => name,
      cell: ({ id, name }) => (
        <>
          <Text value={name} />
          <span className="detail mono">{id}</span>
        </>
      ),
    },
    { name: 'Owner', isTight: true, order: ({ owner }) => owner, cell: ({ owner }) => <Text value={owner} /> },
    { name: 'Role', isTight: true, isExtra: true, cell: ({ role }) => role },
    { name: 'Customers', isExtra: true, cell: ({ tenants }) => <CustomersText tenants={tenants} /> },
    {
      name: 'May',
      isExtra: true,
      cell: ({ scopes }) => (scopes === null ? <span className="soft">all of its role</span> : scopes.join(', ')),
    },
    {
      name: 'Last used',
      isTight: true,
      isExtra: true,
      order: ({ usedAt }) => usedAt,
      cell: ({ usedAt }) => <Moment at={usedAt} asOf={asOf} without="never" />,
    },
    {
      name: 'Ends',
      isTight: true,
      order: ({ expiresAt }) => expiresAt,
      cell: (token) => <TokenEnd token={token} asOf={asOf} />,
    },
    {
      name: '',
      isTight: true,
      cell: ({ id, name }) => <Button label={`Revoke ${name}`} icon="close" look="icon" onClick={() => revoke(id)} />,
    },
  ];
}

function TokenEnd({ token: { expiresAt }, asOf }: { readonly token: ApiToken; readonly asOf: number }) {
  if (Date.parse(expiresAt) <= asOf) return <span className="badge badge-bad">expired</span>;
  return <Moment at={expiresAt} asOf={asOf} without="" />;
}
