import type { SearchRun } from '@gatehouse/model';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemNote } from '../../../components/note.js';
import { Text } from '../../../components/text.js';
import { counted } from '../../../lib/format.js';
import { useApi, usePreferences } from '../../../lib/page-context.js';
import { relativeTime } from '../../../lib/time.js';
import { forgetHistory, HISTORY_KEY } from './requests.js';
import { timesText } from './times-text.js';
import { useHistory } from './use-history.js';

const MOST_SHOWN = 12;

export function RunList({ open }: { readonly open: (run: SearchRun) => void }) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const queries = useQueryClient();
  const answer = useHistory();
  const forgetting = useMutation({
    mutationFn: () => forgetHistory(api),
    onSettled: () => queries.invalidateQueries({ queryKey: HISTORY_KEY }),
  });
  const failed = answer.error ?? forgetting.error;
  const runs = answer.data?.runs.slice(0, MOST_SHOWN) ?? [];
  const now = Date.now();
  return (
    <section aria-label="Lately">
      <h3>
        Lately <span className="faint">Alt ↑ in the query</span>
        {runs.length === 0 ? null : (
          <button type="button" className="link" onClick={() => forgetting.mutate()}>
            Forget all
          </button>
        )}
      </h3>
      {failed === null ? null : <ProblemNote error={failed} />}
      <ul className="kept-list">
        {runs.map((run) => (
          <li key={run.query}>
            <button type="button" className="menu-item" onClick={() => open(run)}>
              <span className="kept-query mono">
                <Text value={run.query} />
              </span>
              <span className="faint">
                {timesText(run, { now, clock })} · {run.total === null ? '' : `${counted(run.total, 'event')} · `}
                {relativeTime(Date.parse(run.at), now)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
