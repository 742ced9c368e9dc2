import type { Person } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { Facts } from '../../components/facts.js';
import { Note } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { useApi } from '../../lib/page-context.js';
import { isProvided, useSession } from '../../lib/session.js';
import { OwnPassword } from './password.js';
import { ownTenantsQuery } from './requests.js';
import { OwnSessions } from './sessions.js';
import { OwnTokens } from './tokens.js';
import './account.css';

/** Who one is here, where one is signed in, and the programs that ask in one's name. For everybody. */
export function AccountPage() {
  const person = useSession().data ?? null;
  if (person === null) return null;
  return (
    <PageFrame title="Your account" showsPlaces={false}>
      {person.via === 'session' ? (
        <div className="account">
          <Tile title="Who you are">
            <OwnFacts person={person} />
          </Tile>
          <OwnPassword person={person} />
          <OwnSessions />
          <OwnTokens person={person} />
        </div>
      ) : (
        <Note title="There is no account" icon="user">
          <p>
            This server was started with --no-auth: whoever is on this machine may do everything, and nobody has signed
            in.
          </p>
        </Note>
      )}
    </PageFrame>
  );
}

const MAY = {
  viewer: 'viewer: searches and reads',
  analyst: 'analyst: also exports, and shares searches',
  admin: 'admin: also administrates',
} as const;

function OwnFacts({ person: { name, login, role, tenants } }: { readonly person: Person }) {
  const known = useQuery(ownTenantsQuery(useApi())).data ?? [];
  const names = tenants?.map((id) => known.find((tenant) => tenant.id === id)?.name ?? id).join(', ');
  return (
    <Facts
      facts={[
        { name: 'Name', value: <Text value={name} /> },
        { name: 'Signs in as', value: isProvided(login) ? 'with the identity provider' : <Text value={login ?? ''} /> },
        { name: 'Role', value: MAY[role] },
        { name: 'Customers', value: <Text value={names === undefined ? 'all' : names === '' ? 'none' : names} /> },
      ]}
    />
  );
}
