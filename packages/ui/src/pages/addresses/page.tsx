import type { SessionRow } from '@gatehouse/model';
import { useNavigate } from '@tanstack/react-router';
import { AskBox } from '../../components/ask-box.js';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Note, ProblemNote } from '../../components/note.js';
import { OrFirstSteps } from '../../components/or-first-steps.js';
import { PageFrame } from '../../components/page-frame.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { usePreferences } from '../../lib/page-context.js';
import { addressPlace, personPlace } from '../../lib/places.js';
import { useRowFocus } from '../../lib/row-focus.js';
import { type Clock, formatInstant } from '../../lib/time.js';
import { useLatestSessions } from '../../lib/use-latest-sessions.js';
import { instantIn, listIn, nameIn, textIn } from '../../lib/vpn-session.js';

const MOST = 30;

/** Asks for the address; offers those that clients had lately. */
export function AddressesPage() {
  const navigate = useNavigate();
  const [{ clock }] = usePreferences();
  useRowFocus('This page', 'address');
  const latest = useLatestSessions();
  const rows = latestOf(latest.data?.sessions ?? []).slice(0, MOST);
  return (
    <PageFrame
      title="Addresses"
      intro="Who was on an address at a time, and what is known of it: that of a client in the Internet, one that connections came from, or the one that the gateway used for a client inside."
    >
      <AskBox
        label="IP address"
        placeholder="198.51.100.7, 10.201.0.14, 2001:db8::7 …"
        action="Who was on it?"
        onAsk={(address) => void navigate({ to: addressPlace(address).to })}
      />
      {latest.isError ? <ProblemNote error={latest.error} onRetry={() => void latest.refetch()} /> : null}
      {latest.isSuccess && rows.length === 0 ? (
        <OrFirstSteps>
          <Note title="No address yet" icon="address">
            <p>Addresses appear with the first session. Ctrl+K takes a pasted address from any page.</p>
          </Note>
        </OrFirstSteps>
      ) : null}
      {rows.length === 0 ? null : (
        <Tile title="Used lately" isBusy={latest.isFetching}>
          <DataTable label="Used lately" columns={columnsOf(clock)} rows={rows} keyOf={({ address }) => address} />
        </Tile>
      )}
    </PageFrame>
  );
}

interface Used {
  readonly address: string;
  /** The last one that had it. */
  readonly session: SessionRow;
}

/** The sessions come with the latest first. */
function latestOf(sessions: readonly SessionRow[]): readonly Used[] {
  const found = new Map<string, Used>();
  for (const session of sessions)
    for (const address of listIn(session, 'clientAddress'))
      if (!found.has(address)) found.set(address, { address, session });
  return [...found.values()];
}

function columnsOf(clock: Clock): readonly DataColumn<Used>[] {
  return [
    {
      name: 'Address',
      cell: ({ address, session }) => (
        <PlaceLink place={addressPlace(address, textIn(session, 'startTime'))}>
          <Text value={address} />
        </PlaceLink>
      ),
    },
    {
      name: 'Last used by',
      order: ({ session }) => nameIn(session),
      cell: ({ session }) => (
        <PlaceLink place={personPlace(nameIn(session))}>
          <Text value={nameIn(session)} />
        </PlaceLink>
      ),
    },
    {
      name: 'In a session from',
      order: ({ session }) => textIn(session, 'startTime'),
      cell: ({ session }) => formatInstant(instantIn(session, 'startTime'), clock, 's'),
    },
    { name: 'Places of it', isExtra: true, cell: ({ session }) => <Text value={textIn(session, 'city')} /> },
  ];
}
