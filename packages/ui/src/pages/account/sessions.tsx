import type { UserSession } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Moment } from '../../components/moment.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { useApi } from '../../lib/page-context.js';
import { useChange } from '../../lib/use-change.js';
import { endOwnSession, ownSessionsQuery } from './requests.js';

/** Browsers that one is signed in with; a strange one is ended here. */
export function OwnSessions() {
  const [asOf] = useState(() => Date.now());
  const answer = useQuery(ownSessionsQuery(useApi()));
  const ending = useChange({ send: endOwnSession, stale: ['own-sessions'], said: () => 'That session has ended' });
  return (
    <Tile
      title="Signed in"
      className="account-wide"
      error={answer.error ?? ending.error}
      onRetry={() => void answer.refetch()}
    >
      <DataTable
        label="Sessions of your account"
        columns={columnsOf(asOf, (id) => ending.mutate(id))}
        rows={answer.data ?? []}
        keyOf={({ id }) => id}
      />
    </Tile>
  );
}

function columnsOf(asOf: number, end: (id: string) => void): readonly DataColumn<UserSession>[] {
  return [
    {
      name: 'From',
      order: ({ address }) => address,
      cell: ({ address, userAgent }) => (
        <>
          <span className="mono">
            <Text value={address} />
          </span>
          <span className="detail">
            <Text value={userAgent} />
          </span>
        </>
      ),
    },
    {
      name: 'Since',
      isTight: true,
      isExtra: true,
      order: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <Moment at={createdAt} asOf={asOf} without="" />,
    },
    {
      name: 'Last used',
      isTight: true,
      order: ({ usedAt }) => usedAt,
      cell: ({ usedAt }) => <Moment at={usedAt} asOf={asOf} without="" />,
    },
    {
      name: '',
      isTight: true,
      cell: ({ id, isCurrent }) =>
        isCurrent ? (
          <span className="badge badge-good">this one</span>
        ) : (
          <Button label="End" icon="logout" onClick={() => end(id)} />
        ),
    },
  ];
}
