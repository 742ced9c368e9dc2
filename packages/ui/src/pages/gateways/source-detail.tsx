import type { EventSource, SourceEngine, SourcePeer } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { SheetTable } from '../../components/sheet.js';
import { Text } from '../../components/text.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { eventsOf } from './links.js';
import { ReadingBar } from './reading-bar.js';
import { skewText, spanText } from './span-text.js';

interface SourceDetailProps {
  readonly source: EventSource;
  readonly columns: number;
}

/** Senders, packet engines and defects of one source since the server began. */
export function SourceDetail({ source, columns }: SourceDetailProps) {
  const { eventSourceId, peers, engines, defects } = source;
  const codes = Object.entries(defects).sort(([, one], [, other]) => other - one);
  return (
    <tr className="is-open">
      <td colSpan={columns}>
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
      </td>
    </tr>
  );
}

const PEER_HEADS = [
  'Sender',
  { text: 'Events/s', look: 'number' },
  { text: 'Received', look: 'number' },
  'Read',
  'Last',
  'Clock',
] as const;

function Peers({ peers }: { readonly peers: readonly SourcePeer[] }) {
  if (peers.length === 0) return <p className="soft">Nobody has sent to it since the server began.</p>;
  return (
    <section>
      <h3>Senders</h3>
      <SheetTable label="Senders" heads={PEER_HEADS}>
        {peers.map((peer) => (
          <tr key={peer.peer}>
            <td className="mono">
              <Text value={peer.peer} />
            </td>
            <td className="number">{formatNumber(Math.round(peer.perSecond * 10) / 10)}</td>
            <td className="number">{formatNumber(peer.receivedFrames)}</td>
            <td>
              <ReadingBar counts={peer} />
            </td>
            <td>
              {peer.isSilent ? (
                <span className="bad">{spanText(peer.silenceSeconds)}</span>
              ) : (
                spanText(peer.silenceSeconds)
              )}{' '}
              ago
            </td>
            <td>{skewText(peer.skewSeconds)}</td>
          </tr>
        ))}
      </SheetTable>
    </section>
  );
}

const ENGINE_HEADS = [
  'Device',
  'Packet engine',
  { text: 'Messages', look: 'number' },
  { text: 'Missing, about', look: 'number' },
] as const;

function Engines({ engines }: { readonly engines: readonly SourceEngine[] }) {
  if (engines.length === 0) return null;
  return (
    <section>
      <h3>Numbers of messages</h3>
      <p className="faint">
        NetScaler numbers what each packet engine writes. Gaps are an estimate: numbers go also to messages that its
        syslog policy does not send.
      </p>
      <SheetTable label="Packet engines" heads={ENGINE_HEADS}>
        {engines.map(({ device, node, engine, seen, lost }) => (
          <tr key={`${device}/${node}/${engine}`}>
            <td>{device === '' ? <span className="faint">no name</span> : <Text value={device} />}</td>
            <td>
              <Text value={[node, engine].filter((part) => part !== '').join(' · ')} />
            </td>
            <td className="number">{formatNumber(seen)}</td>
            <td className="number">
              {formatNumber(lost)} <span className="faint">{formatShare(lost, seen + lost)}</span>
            </td>
          </tr>
        ))}
      </SheetTable>
    </section>
  );
}
