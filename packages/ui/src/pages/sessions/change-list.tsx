import type { SessionChange, SessionDetail, SessionRow } from '@gatehouse/model';
import { Icon } from '../../components/icon.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { changeName, type ToldChange, toldChanges } from '../../lib/changes.js';
import { usePreferences } from '../../lib/page-context.js';
import { addressPlace, searchPlace } from '../../lib/places.js';
import { formatInstant, isoOf } from '../../lib/time.js';
import { eventsQuery } from '../../lib/vpn-session.js';

/** What changed while the session was open, and what that may mean: signs that it is in other hands. */
export function ChangeList({ detail }: { readonly detail: SessionDetail }) {
  const changes = toldChanges(detail);
  return (
    <Tile title="What changed while it was open">
      {changes.length === 0 ? (
        <p className="soft">Nothing: one address, one country and one client from beginning to end.</p>
      ) : (
        <ol className="changes">
          {changes.map((change) => (
            <Change key={change.time} change={change} session={detail.session} />
          ))}
        </ol>
      )}
    </Tile>
  );
}

const AROUND_MS = 120_000;

function Change({ change, session }: { readonly change: ToldChange; readonly session: SessionRow }) {
  const [{ clock }] = usePreferences();
  const { time, tone, changes, meaning } = change;
  const range = { from: isoOf(time - AROUND_MS), to: isoOf(time + AROUND_MS) };
  return (
    <li className={`change change-${tone}`}>
      <Icon name={tone === 'info' ? 'right' : 'alert'} />
      <div>
        <PlaceLink place={searchPlace(eventsQuery(session), range)} className="change-time">
          {formatInstant(time, clock, 's')}
        </PlaceLink>
        <ul>
          {changes.map((one) => (
            <li key={`${one.field} ${one.value}`}>
              <span className="soft">{changeName(one)}</span> <Before change={one} />
              <b>
                <Value change={one} />
              </b>
            </li>
          ))}
        </ul>
        <p className="soft">{meaning}</p>
      </div>
    </li>
  );
}

function Before({ change: { before } }: { readonly change: SessionChange }) {
  if (before === undefined) return null;
  return (
    <>
      <Text value={before} /> →{' '}
    </>
  );
}

function Value({ change: { field, value, time } }: { readonly change: SessionChange }) {
  if (field !== 'clientAddress' && field !== 'sourceAddress') return <Text value={value} />;
  return (
    <PlaceLink place={addressPlace(value, time)}>
      <Text value={value} />
    </PlaceLink>
  );
}
