// Which data source the parts of the page are about: `source` in the address, else the first that there is.

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { catalogQuery } from './requests.js';

/** Empty while nothing is known. */
export function useSource(): { readonly id: string; readonly error: Error | null } {
  const { get } = useAddress();
  const { data, error } = useQuery(catalogQuery(useApi()));
  const sources = data?.sources ?? [];
  return { id: (sources.find(({ id }) => id === get('source')) ?? sources[0])?.id ?? '', error };
}
