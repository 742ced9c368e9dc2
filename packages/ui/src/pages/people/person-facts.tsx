import type { VpnUser } from '@gatehouse/model';
import { Facts } from '../../components/facts.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { counted, formatBytes, formatDuration, formatNumber } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { formatInstant } from '../../lib/time.js';

export function PersonFacts({ person: { identity, totals, failures } }: { readonly person: VpnUser }) {
  const text = (value: string | undefined) => (value === undefined ? '' : <Text value={value} />);
  const { sessions, activeSessions, seconds, connections, requests, denials } = totals;
  const [{ clock }] = usePreferences();
  const { count, lastTime } = failures;
  const last = lastTime === undefined ? '' : `, the last time at ${formatInstant(Date.parse(lastTime), clock, 's')}`;
  const failed = count === 0 ? 'never' : `${counted(count, 'time')}${last}`;
  const open = activeSessions === 0 ? '' : `, ${formatNumber(activeSessions)} open now`;
  return (
    <Tile title="In short">
      <Facts
        facts={[
          { name: 'Sessions', value: `${formatNumber(sessions)}${open}, ${formatDuration(seconds)} in all` },
          { name: 'Down / up', value: `${formatBytes(totals.inByte)} / ${formatBytes(totals.outByte)}` },
          {
            name: 'Through ICA',
            value:
              totals.legs === 0
                ? ''
                : `${formatBytes(totals.legInByte)} / ${formatBytes(totals.legOutByte)}, ${formatNumber(totals.legs)} connections`,
          },
          {
            name: 'Counts',
            value: `${formatNumber(connections)} connections, ${formatNumber(requests)} requests, ${formatNumber(denials)} refused`,
          },
          { name: 'Failed to sign in', value: failed },
          { name: 'Employee', value: text(identity.employeeId) },
          { name: 'Department', value: text(identity.department) },
          { name: 'Status', value: text(identity.status) },
          { name: 'Manager', value: text(identity.manager) },
          { name: 'Mail', value: text(identity.mail) },
          { name: 'Leaves', value: text(identity.terminationDate) },
          { name: 'Groups', value: text(identity.groups?.join(', ')) },
        ]}
      />
    </Tile>
  );
}
