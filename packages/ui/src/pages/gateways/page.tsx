import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { FirstSteps } from '../../components/first-steps.js';
import { ProblemNote } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { useApi, useShortcuts } from '../../lib/page-context.js';
import { useRowFocus } from '../../lib/row-focus.js';
import { sourcesQuery, storedQuery } from '../../lib/sources-api.js';
import { Coverage } from './coverage.js';
import { SourceTable } from './source-table.js';
import './gateways.css';

/** What arrives, from whom, and what became of it. */
export function GatewaysPage() {
  const api = useApi();
  const [asOf, setAsOf] = useState(() => Date.now());
  const answer = useQuery(sourcesQuery(api));
  const refresh = () => {
    setAsOf(Date.now());
    void answer.refetch();
  };
  useRowFocus('Gateways', 'row');
  useShortcuts('Gateways', { r: { label: 'Look again', run: refresh } });
  const sources = answer.data?.sources ?? [];
  const isQuiet = answer.isSuccess && sources.every(({ receivedFrames }) => receivedFrames === 0);
  const stored = useQuery({ ...storedQuery(api), enabled: isQuiet }).data?.count;
  return (
    <PageFrame
      title="Gateways"
      intro="What arrives since the server began, looked at every five seconds, and how well it was read."
      showsPlaces={false}
      tools={<Button label="Look again" icon="refresh" look="icon" keys="r" onClick={refresh} />}
    >
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      <SourceTable sources={sources} />
      {isQuiet && stored === 0 ? <FirstSteps /> : <Coverage sources={sources} asOf={asOf} refresh={refresh} />}
    </PageFrame>
  );
}
