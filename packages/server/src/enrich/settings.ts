// From the configuration to what enrichment reads.

import type { Config } from '../config/keys.js';
import type { EnrichSettings } from './enrichment.js';

export function enrichSettings({ enrich, customerId }: Pick<Config, 'enrich' | 'customerId'>): EnrichSettings {
  const { folder, databases, trustedProxies } = enrich;
  return { folder, databases, trustedProxies, customerId };
}
