import { type EventGroup, fieldOf } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { withValue } from '../../lib/clauses.js';
import { figureIn } from '../../lib/figures.js';
import { formatBytes, formatNumber, formatShare } from '../../lib/format.js';
import { searchPlace } from '../../lib/places.js';
import { FAILED, isOfKind, REFUSED, SIGNED_IN, TRAFFIC } from './kinds.js';
import { useGroups } from './use-overview.js';
import { scopeWithin, type View } from './view.js';

interface GatewaysProps {
  readonly view: View;
  readonly onQuery: (query: string) => void;
}

const MOST = 8;

/** One row per device: what it did, and whether something stands out. */
export function Gateways({ view, onQuery }: GatewaysProps) {
  const answer = useGroups({
    ...scopeWithin(view, view.query),
    tokens: ['deviceName', 'eventName'],
    metrics: ['count', 'sum(inByte)', 'sum(outByte)'],
    limit: 1000,
  });
  const devices = devicesOf(answer.data?.groups ?? []);
  return (
    <Tile
      title="Gateways"
      className="overview-gateways"
      error={answer.error}
      isBusy={answer.isFetching}
      onRetry={() => void answer.refetch()}
      aside={
        devices.length > MOST ? (
          <span className="soft">
            the busiest {MOST} of {devices.length}
          </span>
        ) : undefined
      }
    >
      <div className="overview-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Gateway</th>
              {COLUMNS.map(({ title }) => (
                <th scope="col" className="number" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {devices.slice(0, MOST).map((device) => (
              <DeviceRow key={device.name} device={device} view={view} onQuery={onQuery} />
            ))}
          </tbody>
        </table>
      </div>
    </Tile>
  );
}

interface Device {
  readonly name: string;
  readonly groups: readonly EventGroup[];
}

function devicesOf(groups: readonly EventGroup[]): readonly Device[] {
  const names = [...new Set(groups.map(({ deviceName }) => String(deviceName ?? '')))];
  const devices = names.map((name) => ({
    name,
    groups: groups.filter(({ deviceName }) => String(deviceName ?? '') === name),
  }));
  return devices.toSorted((a, b) => total(b, '', 'count') - total(a, '', 'count'));
}

function total({ groups }: Device, kind: string, metric: string): number {
  return groups
    .filter(({ eventName }) => isOfKind(eventName, kind))
    .reduce((sum, group) => sum + figureIn(group, metric), 0);
}

interface Column {
  readonly title: string;
  readonly text: (device: Device) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Signed in', text: (device) => formatNumber(total(device, SIGNED_IN, 'count')) },
  { title: 'Failed', text: (device) => formatNumber(total(device, FAILED, 'count')) },
  { title: 'Failed of all', text: failureShare },
  { title: 'Refused', text: (device) => formatNumber(total(device, REFUSED, 'count')) },
  { title: 'Downloaded', text: (device) => formatBytes(total(device, TRAFFIC, 'sum(inByte)')) },
  { title: 'Uploaded', text: (device) => formatBytes(total(device, TRAFFIC, 'sum(outByte)')) },
  { title: 'Events', text: (device) => formatNumber(total(device, '', 'count')) },
];

function failureShare(device: Device): string {
  const failed = total(device, FAILED, 'count');
  const tries = failed + total(device, SIGNED_IN, 'count');
  return tries === 0 ? '' : formatShare(failed, tries);
}

interface DeviceRowProps extends GatewaysProps {
  readonly device: Device;
}

function DeviceRow({ device, view, onQuery }: DeviceRowProps) {
  const field = fieldOf('deviceName');
  if (field === undefined) return null;
  const query = withValue(view.query, 'only', { field, value: device.name === '' ? null : device.name });
  const { to, search = {} } = searchPlace(query, view.range);
  return (
    <tr>
      <th scope="row">
        <Link to={to} search={search}>
          <Text value={device.name === '' ? 'no name' : device.name} />
        </Link>{' '}
        <button type="button" className="link overview-only" onClick={() => onQuery(query)}>
          only<span className="visually-hidden"> {device.name}</span>
        </button>
      </th>
      {COLUMNS.map(({ title, text }) => (
        <td key={title} className="number">
          {text(device)}
        </td>
      ))}
    </tr>
  );
}
