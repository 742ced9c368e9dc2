import { FIELDS, type PrintedEvent } from '@gatehouse/model';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../components/dialog.js';
import { ProblemNote } from '../../components/note.js';
import { Sentence } from '../../components/sentence.js';
import { Text } from '../../components/text.js';
import { formatValue } from '../../lib/format.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { timeText } from '../../lib/sentence.js';
import { eventDetail } from './requests.js';
import type { ChangeState, SearchState } from './search-state.js';
import './compare.css';

interface CompareProps {
  readonly state: SearchState;
  readonly change: ChangeState;
}

const MOST_COMPARED = 6;

/** Chosen events side by side; what differs is marked. */
export function Compare({ state, change }: CompareProps) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const ids = state.chosen.slice(0, MOST_COMPARED);
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['event', id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => eventDetail(api, id, signal),
    })),
  });
  const failed = answers.find(({ isError }) => isError);
  const events = answers.flatMap(({ data }) => (data === undefined ? [] : [data.event]));
  const fields = FIELDS.filter(({ token }) => events.some((event) => event[token] !== undefined));
  const shown = fields.filter(({ token }) => !onlyDifferent || isDifferent(events, token));
  return (
    <Dialog title={`${ids.length} events compared`} onClose={() => change({ isComparing: false })} size="full">
      <label className="compare-switch">
        <input type="checkbox" checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)} />
        only what differs ({fields.filter(({ token }) => isDifferent(events, token)).length} of {fields.length} fields)
      </label>
      {failed === undefined ? null : <ProblemNote error={failed.error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys */}
      <section className="compare" aria-label="Comparison" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              {events.map((event) => (
                <th scope="col" key={String(event.eventId)}>
                  <span className="mono">{timeText(event, clock)}</span>
                  <br />
                  <Sentence event={event} clock={clock} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <tr key={field.token} className={isDifferent(events, field.token) ? 'is-different' : undefined}>
                <th scope="row">{field.token}</th>
                {events.map((event) => {
                  const value = event[field.token];
                  return (
                    <td key={String(event.eventId)}>
                      {value === undefined ? (
                        <span className="faint">–</span>
                      ) : (
                        <Text value={formatValue(field, value, clock)} />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}

function isDifferent(events: readonly PrintedEvent[], token: keyof PrintedEvent): boolean {
  return new Set(events.map((event) => JSON.stringify(event[token]))).size > 1;
}
