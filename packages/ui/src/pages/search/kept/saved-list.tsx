import type { SavedSearch, SavedSearches } from '@gatehouse/model';
import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../components/button.js';
import { ProblemNote } from '../../../components/note.js';
import { Text } from '../../../components/text.js';
import { useApi, usePreferences } from '../../../lib/page-context.js';
import { removeSearch, SAVED_KEY } from './requests.js';
import { timesText } from './times-text.js';

interface SavedListProps {
  readonly answer: UseQueryResult<SavedSearches>;
  readonly open: (search: SavedSearch) => void;
}

export function SavedList({ answer, open }: SavedListProps) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const now = Date.now();
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: (search: SavedSearch) => removeSearch(api, search),
    onSettled: () => queries.invalidateQueries({ queryKey: SAVED_KEY }),
  });
  const failed = answer.error ?? removing.error;
  const searches = answer.data?.searches ?? [];
  return (
    <section aria-label="Saved">
      <h3>Saved</h3>
      {failed === null ? null : <ProblemNote error={failed} />}
      {answer.isSuccess && searches.length === 0 ? (
        <p className="faint">None yet. A name keeps the query, its times as they are written, columns and order.</p>
      ) : null}
      <ul className="kept-list">
        {searches.map((search) => (
          <li key={search.id}>
            <button type="button" className="menu-item" onClick={() => open(search)}>
              <span className="kept-name">
                <Text value={search.name} />
                {search.isOwn ? null : (
                  <span className="faint">
                    {' '}
                    of <Text value={search.owner} />
                  </span>
                )}
              </span>
              <span className="kept-query mono faint">
                <Text value={search.query === '' ? 'all events' : search.query} />
              </span>
              <span className="faint">{timesText(search, { now, clock })}</span>
            </button>
            {search.mayChange ? (
              <Button
                label={`Delete ${search.name}`}
                icon="close"
                look="icon"
                onClick={() => removing.mutate(search)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
