import type { EventSource } from '@gatehouse/model';
import { Fragment } from 'react';
import { SheetTable } from '../../components/sheet.js';
import { Text } from '../../components/text.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { useAddress } from '../../lib/use-address.js';
import { ReadingBar } from './reading-bar.js';
import { SourceDetail } from './source-detail.js';
import { skewText, spanText } from './span-text.js';

const NUMBER = { look: 'number' } as const;
const WIDE = { look: 'wide' } as const;
const HEADS = [
  'Event source',
  'State',
  { text: 'Events/s', ...NUMBER },
  { text: 'Received', ...NUMBER },
  { text: 'Read', ...WIDE },
  { text: 'Lag', ...WIDE },
  { text: 'Clock', ...WIDE },
  { text: 'Lost before us', ...WIDE },
] as const;

/** The event sources as they are now; one of them open, as `source` in the address. */
export function SourceTable({ sources }: { readonly sources: readonly EventSource[] }) {
  const { get, change } = useAddress();
  return (
    <SheetTable label="Event sources" heads={HEADS}>
      {sources.map((source) => {
        const isOpen = source.id === get('source');
        return (
          <Fragment key={source.id}>
            <SourceRow source={source} isOpen={isOpen} toggle={() => change({ source: isOpen ? '' : source.id })} />
            {isOpen ? <SourceDetail source={source} columns={HEADS.length} /> : null}
          </Fragment>
        );
      })}
    </SheetTable>
  );
}

interface SourceRowProps {
  readonly source: EventSource;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

function SourceRow({ source, isOpen, toggle }: SourceRowProps) {
  const { id, kind, address, perSecond, receivedFrames, lagSeconds, skewSeconds } = source;
  return (
    <tr className={isOpen ? 'is-open' : undefined}>
      <td>
        <button type="button" className="link" aria-expanded={isOpen} onClick={toggle}>
          <Text value={id} />
        </button>
        <span className="detail">
          {kind}
          {address === null ? '' : ` on ${address}`}
        </span>
      </td>
      <td>
        <SourceState source={source} />
      </td>
      <td className="number">{formatNumber(Math.round(perSecond * 10) / 10)}</td>
      <td className="number">{formatNumber(receivedFrames)}</td>
      <td className="wide">
        <ReadingBar counts={source} />
      </td>
      <td className="wide">{receivedFrames === 0 ? <Nothing /> : spanText(lagSeconds)}</td>
      <td className="wide">{receivedFrames === 0 ? <Nothing /> : skewText(skewSeconds)}</td>
      <td className="wide">
        <LossText source={source} />
      </td>
    </tr>
  );
}

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
