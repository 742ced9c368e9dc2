import type { VpnUserHabit } from '@gatehouse/model';
import { formatBytes } from '../../lib/format.js';

const NAMES: Readonly<Record<string, string>> = {
  country: 'country',
  city: 'city',
  network: 'network',
  clientAddress: 'address',
  userAgent: 'client software',
  clientType: 'kind of client',
  application: 'application',
  destinationAddress: 'destination',
  host: 'host',
};

/** `new country` and `Japan`. */
export function habitText({ kind, field, value }: VpnUserHabit): { readonly what: string; readonly value: string } {
  switch (kind) {
    case 'new-value':
      return { what: `new ${NAMES[field] ?? field}`, value };
    case 'new-hour':
      return { what: 'signed in at an unusual hour', value: `${value} UTC` };
    case 'more-downloaded':
      return { what: 'downloaded far more than usual', value: formatBytes(Number(value)) };
    case 'more-uploaded':
      return { what: 'uploaded far more than usual', value: formatBytes(Number(value)) };
    case 'more-denied':
      return { what: 'refused far more often than usual', value: `${value} times` };
  }
}
