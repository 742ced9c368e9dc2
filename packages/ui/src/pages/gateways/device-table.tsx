import type { DeviceCoverage } from '@gatehouse/model';
import { useState } from 'react';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Opener } from '../../components/opener.js';
import { Text } from '../../components/text.js';
import { formatNumber } from '../../lib/format.js';
import { relativeTime, type TimeRange } from '../../lib/time.js';
import { useAddress } from '../../lib/use-address.js';
import { EventTable } from './event-table.js';
import { ReadingBar } from './reading-bar.js';
import { skewText } from './span-text.js';

interface DeviceTableProps {
  readonly sourceId: string;
  readonly devices: readonly DeviceCoverage[];
  readonly range: TimeRange;
}

/** Devices behind one source; one of them open, as `device` in the address. */
export function DeviceTable({ sourceId, devices, range }: DeviceTableProps) {
  const { get, change } = useAddress();
  const [asOf] = useState(() => Date.now());
  const keyOf = ({ deviceName }: DeviceCoverage) => `${sourceId}/${deviceName}`;
  const isOpen = (device: DeviceCoverage) => get('device') === keyOf(device);
  const name: DataColumn<DeviceCoverage> = {
    name: 'Device',
    order: ({ deviceName }) => deviceName,
    cell: (device) => (
      <Opener
        isOpen={isOpen(device)}
        onToggle={() => change({ device: isOpen(device) ? '' : keyOf(device), kind: '' })}
      >
        {device.deviceName === '' ? 'lines that name no device' : <Text value={device.deviceName} />}
      </Opener>
    ),
  };
  return (
    <DataTable
      label={`Devices of ${sourceId}`}
      columns={[name, ...columnsOf(asOf)]}
      rows={devices}
      keyOf={keyOf}
      isOpen={isOpen}
      details={(device) => <EventTable sourceId={sourceId} device={device} range={range} />}
    />
  );
}

function columnsOf(asOf: number): readonly DataColumn<DeviceCoverage>[] {
  return [
    { name: 'Events', isQuantity: true, order: ({ seen }) => seen, cell: ({ seen }) => formatNumber(seen) },
    { name: 'Read', cell: (device) => <ReadingBar counts={device} /> },
    {
      name: 'Kinds',
      isQuantity: true,
      order: ({ events }) => events.length,
      cell: ({ events }) => formatNumber(events.length),
    },
    { name: 'Clock', isExtra: true, cell: ({ skewSeconds }) => skewText(skewSeconds) },
    {
      name: 'Latest',
      isExtra: true,
      order: ({ lastSeen }) => lastSeen,
      cell: ({ lastSeen }) => relativeTime(Date.parse(lastSeen), asOf),
    },
  ];
}
