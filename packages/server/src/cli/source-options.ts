// Options that say how a source writes its lines; the same for every command that reads lines.

import { isZone } from '../decode/zone.js';
import { AppError } from '../errors.js';

export function checkedZone(zone: string): string {
  if (isZone(zone)) return zone;
  throw new AppError('option.invalid', {
    option: '--timezone',
    value: zone,
    reason: 'it is no time zone; write an IANA name (Europe/Paris), UTC or an offset (+02:00)',
  });
}
