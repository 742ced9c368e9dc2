import type { DeviceCoverage } from '@gatehouse/model';
import { useState } from 'react';
import { SheetTable } from '../../components/sheet.js';
import { Text } from '../../components/text.js';
import { formatNumber } from '../../lib/format.js';
import { relativeTime, type TimeRange } from '../../lib/time.js';
import { useAddress } from '../../lib/use-address.js';
import { EventTable } from './event-table.js';
import { OpeningRow } from './opening-row.js';
import { ReadingBar } from './reading-bar.js';
import { skewText } from './span-text.js';

const HEADS = [
  'Device',
  { text: 'Events', look: 'number' },
  'Read',
  { text: 'Kinds', look: 'number' },
  { text: 'Clock', look: 'wide' },
  { text: 'Latest', look: 'wide' },
] as const;

interface DeviceTableProps {
  readonly sourceId: string;
  readonly devices: readonly DeviceCoverage[];
  readonly range: TimeRange;
}

/** Devices behind one source; one of them open, as `device` in the address. */
export function DeviceTable({ sourceId, devices, range }: DeviceTableProps) {
  const { get, change } = useAddress();
  const [asOf] = useState(() => Date.now());
  return (
    <SheetTable label={`Devices of ${sourceId}`} heads={HEADS}>
      {devices.map((device) => {
        const key = `${sourceId}/${device.deviceName}`;
        const isOpen = get('device') === key;
        return (
          <OpeningRow
            key={key}
            name={device.deviceName === '' ? 'lines that name no device' : <Text value={device.deviceName} />}
            isOpen={isOpen}
            onToggle={() => change({ device: isOpen ? '' : key, kind: '' })}
            cells={<DeviceCells device={device} asOf={asOf} />}
            columns={HEADS.length}
          >
            <EventTable sourceId={sourceId} device={device} range={range} />
          </OpeningRow>
        );
      })}
    </SheetTable>
  );
}

function DeviceCells({ device, asOf }: { readonly device: DeviceCoverage; readonly asOf: number }) {
  return (
    <>
      <td className="number">{formatNumber(device.seen)}</td>
      <td>
        <ReadingBar counts={device} />
      </td>
      <td className="number">{formatNumber(device.events.length)}</td>
      <td className="wide">{skewText(device.skewSeconds)}</td>
      <td className="wide">{relativeTime(Date.parse(device.lastSeen), asOf)}</td>
    </>
  );
}
