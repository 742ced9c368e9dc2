import type { EventSource } from '@gatehouse/model';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Opener } from '../../components/opener.js';
import { Text } from '../../components/text.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { useAddress } from '../../lib/use-address.js';
import { ReadingBar } from './reading-bar.js';
import { SourceDetail } from './source-detail.js';
import { skewText, spanText } from './span-text.js';
import { TRAFFIC_COLUMNS } from './traffic-columns.js';

/** The event sources as they are now; one of them open, as `source` in the address. */
export function SourceTable({ sources }: { readonly sources: readonly EventSource[] }) {
  const { get, change } = useAddress();
  const isOpen = ({ id }: EventSource) => id === get('source');
  const name: DataColumn<EventSource> = {
    name: 'Event source',
    hint: 'One listener of the configuration',
    order: ({ id }) => id,
    cell: (source) => (
      <>
        <Opener isOpen={isOpen(source)} onToggle={() => change({ source: isOpen(source) ? '' : source.id })}>
          <Text value={source.id} />
        </Opener>
        <span className="detail">
          {source.kind}
          {source.address === null ? '' : ` on ${source.address}`}
        </span>
      </>
    ),
  };
  return (
    <DataTable
      label="Event sources"
      columns={[name, ...COLUMNS]}
      rows={sources}
      keyOf={({ id }) => id}
      isOpen={isOpen}
      details={(source) => <SourceDetail source={source} />}
    />
  );
}

const COLUMNS: readonly DataColumn<EventSource>[] = [
  { name: 'State', cell: (source) => <SourceState source={source} /> },
  ...TRAFFIC_COLUMNS,
  { name: 'Read', isExtra: true, cell: (source) => <ReadingBar counts={source} /> },
  {
    name: 'Lag',
    isExtra: true,
    cell: ({ receivedFrames, lagSeconds }) => (receivedFrames === 0 ? <Nothing /> : spanText(lagSeconds)),
  },
  {
    name: 'Clock',
    isExtra: true,
    cell: ({ receivedFrames, skewSeconds }) => (receivedFrames === 0 ? <Nothing /> : skewText(skewSeconds)),
  },
  { name: 'Lost before us', isExtra: true, cell: (source) => <LossText source={source} /> },
];

function Nothing() {
  return <span className="faint">–</span>;
}

const LATE_SECONDS = 30;

function SourceState({ source }: { readonly source: EventSource }) {
  const { kind, address, receivedFrames, isSilent, silenceSeconds, lagSeconds } = source;
  const isFile = kind === 'file' || kind === 'spool';
  if (address === null && !isFile) return <span className="badge badge-bad">does not listen</span>;
  if (receivedFrames === 0)
    return <span className={`badge ${isSilent ? 'badge-bad' : 'badge-warn'}`}>nothing since the start</span>;
  if (isSilent) return <span className="badge badge-bad">silent for {spanText(silenceSeconds)}</span>;
  if (lagSeconds > LATE_SECONDS) return <span className="badge badge-warn">storing late</span>;
  return <span className="badge badge-good">receiving</span>;
}

/** From the numbers that NetScaler gives its messages. */
function LossText({ source: { engines } }: { readonly source: EventSource }) {
  const lost = engines.reduce((sum, engine) => sum + engine.lost, 0);
  const seen = engines.reduce((sum, engine) => sum + engine.seen, 0);
  if (seen === 0) return <Nothing />;
  if (lost === 0) return <span title="No number is missing among those of its messages">none</span>;
  return (
    <span title="Numbers that are missing; the appliance also counts messages that its policy does not send">
      about {formatNumber(lost)} ({formatShare(lost, seen + lost)})
    </span>
  );
}
