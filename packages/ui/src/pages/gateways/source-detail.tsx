import type { EventSource, SourceEngine, SourcePeer } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Text } from '../../components/text.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { eventsOf } from './links.js';
import { ReadingBar } from './reading-bar.js';
import { skewText, spanText } from './span-text.js';
import { TRAFFIC_COLUMNS } from './traffic-columns.js';

/** Senders, packet engines and defects of one source since the server began. */
export function SourceDetail({ source }: { readonly source: EventSource }) {
  const { eventSourceId, peers, engines, defects } = source;
  const codes = Object.entries(defects).sort(([, one], [, other]) => other - one);
  return (
    <div className="source-detail">
      <Peers peers={peers} />
      <Engines engines={engines} />
      {codes.length === 0 ? null : (
        <section>
          <h3>Defects since the start</h3>
          <ul className="defect-list">
            {codes.map(([code, count]) => (
              <li key={code}>
                <Link to="/search" search={eventsOf({ eventSourceId, defects: code }, {})}>
                  {code}
                </Link>{' '}
                <span className="number">{formatNumber(count)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const PEER_COLUMNS: readonly DataColumn<SourcePeer>[] = [
  {
    name: 'Sender',
    order: ({ peer }) => peer,
    cell: ({ peer }) => (
      <span className="mono">
        <Text value={peer} />
      </span>
    ),
  },
  ...TRAFFIC_COLUMNS,
  { name: 'Read', cell: (peer) => <ReadingBar counts={peer} /> },
  {
    name: 'Last',
    order: ({ silenceSeconds }) => silenceSeconds,
    cell: ({ isSilent, silenceSeconds }) => (
      <>
        <span className={isSilent ? 'bad' : undefined}>{spanText(silenceSeconds)}</span> ago
      </>
    ),
  },
  { name: 'Clock', cell: ({ skewSeconds }) => skewText(skewSeconds) },
];

function Peers({ peers }: { readonly peers: readonly SourcePeer[] }) {
  if (peers.length === 0) return <p className="soft">Nobody has sent to it since the server began.</p>;
  return (
    <section>
      <h3>Senders</h3>
      <DataTable label="Senders" columns={PEER_COLUMNS} rows={peers} keyOf={({ peer }) => peer} />
    </section>
  );
}

const ENGINE_COLUMNS: readonly DataColumn<SourceEngine>[] = [
  {
    name: 'Device',
    order: ({ device }) => device,
    cell: ({ device }) => (device === '' ? <span className="faint">no name</span> : <Text value={device} />),
  },
  {
    name: 'Packet engine',
    cell: ({ node, engine }) => <Text value={[node, engine].filter((part) => part !== '').join(' · ')} />,
  },
  { name: 'Messages', isQuantity: true, order: ({ seen }) => seen, cell: ({ seen }) => formatNumber(seen) },
  {
    name: 'Missing, about',
    isQuantity: true,
    order: ({ lost }) => lost,
    cell: ({ seen, lost }) => (
      <>
        {formatNumber(lost)} <span className="faint">{formatShare(lost, seen + lost)}</span>
      </>
    ),
  },
];

function Engines({ engines }: { readonly engines: readonly SourceEngine[] }) {
  if (engines.length === 0) return null;
  return (
    <section>
      <h3>Numbers of messages</h3>
      <p className="faint">
        NetScaler numbers what each packet engine writes. Gaps are an estimate: numbers go also to messages that its
        syslog policy does not send.
      </p>
      <DataTable
        label="Packet engines"
        columns={ENGINE_COLUMNS}
        rows={engines}
        keyOf={({ device, node, engine }) => `${device}/${node}/${engine}`}
      />
    </section>
  );
}
