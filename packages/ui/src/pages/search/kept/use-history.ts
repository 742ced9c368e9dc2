import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../lib/page-context.js';
import { HISTORY_KEY, searchHistory } from './requests.js';

/** What one has searched, latest first. Asked for anew with each query, since that is one more. */
export function useHistory(query: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...HISTORY_KEY, query],
    queryFn: ({ signal }) => searchHistory(api, signal),
    placeholderData: (before) => before,
    staleTime: 5000,
  });
}
