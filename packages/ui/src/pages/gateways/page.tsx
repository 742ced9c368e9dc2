import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { FirstSteps } from '../../components/first-steps.js';
import { ProblemNote } from '../../components/note.js';
import { Sheet } from '../../components/sheet.js';
import { useApi, useShortcuts } from '../../lib/page-context.js';
import { Coverage } from './coverage.js';
import { sourcesQuery, storedQuery } from './requests.js';
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
  useShortcuts('Gateways', { r: { label: 'Look again', run: refresh } });
  const sources = answer.data?.sources ?? [];
  const isQuiet = answer.isSuccess && sources.every(({ receivedFrames }) => receivedFrames === 0);
  const stored = useQuery({ ...storedQuery(api), enabled: isQuiet }).data?.count;
  return (
    <Sheet title="Gateways" head={<Button label="Look again" icon="refresh" look="icon" keys="r" onClick={refresh} />}>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {sources.length === 0 ? null : (
        <>
          <p className="sheet-lead">
            Since the server began, looked at every five seconds. A source stands for one listener of the configuration.
          </p>
          <SourceTable sources={sources} />
        </>
      )}
      {isQuiet && stored === 0 ? (
        <FirstSteps sources={sources} />
      ) : (
        <Coverage sources={sources} asOf={asOf} refresh={refresh} />
      )}
    </Sheet>
  );
}
