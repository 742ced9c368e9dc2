import type { ApiToken, Person } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Moment } from '../../components/moment.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { NewToken } from '../../components/tokens/new-token.js';
import { RevokeToken } from '../../components/tokens/revoke-token.js';
import { useApi } from '../../lib/page-context.js';
import { tokensQuery } from '../../lib/tokens-api.js';

/** Programs that ask in one's name. */
export function OwnTokens({ person: { login } }: { readonly person: Person }) {
  const [asOf] = useState(() => Date.now());
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<ApiToken | null>(null);
  const answer = useQuery(tokensQuery(useApi()));
  // Whoever administrates sees those of others as well.
  const tokens = (answer.data ?? []).filter(({ owner }) => owner === login);
  return (
    <Tile
      title="Your tokens"
      className="account-wide"
      aside={<Button label="Make a token" icon="plus" onClick={() => setMaking(true)} />}
      error={answer.error}
      onRetry={() => void answer.refetch()}
    >
      <DataTable
        label="Your tokens"
        columns={columnsOf(asOf, setRevoked)}
        rows={tokens}
        keyOf={({ id }) => id}
        empty={<p className="soft">None. With a token a program asks for you, within what you may do.</p>}
      />
      {isMaking ? <NewToken onClose={() => setMaking(false)} /> : null}
      {revoked === null ? null : <RevokeToken token={revoked} onClose={() => setRevoked(null)} />}
    </Tile>
  );
}

function columnsOf(asOf: number, revoke: (token: ApiToken) => void): readonly DataColumn<ApiToken>[] {
  return [
    { name: 'Token', order: ({ name }) => name, cell: ({ name }) => <Text value={name} /> },
    { name: 'Role', isTight: true, isExtra: true, cell: ({ role }) => role },
    {
      name: 'May',
      isExtra: true,
      cell: ({ scopes }) => (scopes === null ? <span className="soft">all of its role</span> : scopes.join(', ')),
    },
    {
      name: 'Last used',
      isTight: true,
      order: ({ usedAt }) => usedAt,
      cell: ({ usedAt }) => <Moment at={usedAt} asOf={asOf} without="never" />,
    },
    {
      name: 'Ends',
      isTight: true,
      order: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) =>
        Date.parse(expiresAt) <= asOf ? (
          <span className="badge badge-bad">expired</span>
        ) : (
          <Moment at={expiresAt} asOf={asOf} without="" />
        ),
    },
    {
      name: '',
      isTight: true,
      cell: (token) => <Button label={`Revoke ${token.name}`} icon="close" look="icon" onClick={() => revoke(token)} />,
    },
  ];
}
