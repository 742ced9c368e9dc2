// From the configuration to what enrichment reads.

import { join } from 'node:path';
import type { Config } from '../config/keys.js';
import type { EnrichSettings } from './enrichment.js';

type Wanted = Pick<Config, 'enrich' | 'customerId' | 'dataFolder'>;

export function enrichSettings({ enrich, customerId, dataFolder }: Wanted): EnrichSettings {
  const { folder, databases, trustedProxies } = enrich;
  return { folder, databases, trustedProxies, customerId, cacheFolder: join(dataFolder, 'people') };
}
