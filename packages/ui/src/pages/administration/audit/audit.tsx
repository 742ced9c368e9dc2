import type { AuditRecordView } from '@gatehouse/model';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button.js';
import { ProblemNote } from '../../../components/note.js';
import { counted } from '../../../lib/format.js';
import { useApi, usePreferences } from '../../../lib/page-context.js';
import { absoluteRange } from '../../../lib/time.js';
import { useAddress } from '../../../lib/use-address.js';
import { type AuditScope, auditRecords } from '../requests.js';
import { ChainState } from './chain.js';
import { AuditFilters, rangeIn } from './filters.js';
import { AuditTable } from './table.js';

const PAGE = 100;

/** Who did what, from where, newest first, and whether the record of it is whole. */
export function AuditPart() {
  const api = useApi();
  const { get } = useAddress();
  const [asOf, setAsOf] = useState(() => Date.now());
  const scope = useAuditScope(get, asOf);
  const answer = useInfiniteQuery({
    queryKey: ['audit', scope],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      auditRecords(api, { ...scope, limit: PAGE, ...(pageParam > 0 && { before: pageParam }) }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const records: readonly AuditRecordView[] = answer.data?.pages.flatMap((page) => page.records) ?? [];
  return (
    <>
      <p className="frame-lead">
        Searches, exports, changes, sign-ins and refusals. Each record carries the hash of the one before, so that none
        can be changed or taken out unnoticed.
      </p>
      <ChainState />
      <AuditFilters now={asOf} refresh={() => setAsOf(Date.now())} />
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess && records.length === 0 && !answer.hasNextPage ? (
        <p className="soft">Nothing was recorded that fits. A longer time, or fewer conditions, may show more.</p>
      ) : null}
      {records.length === 0 ? null : <AuditTable records={records} />}
      <p className="audit-foot">
        <span className="faint">{answer.isSuccess ? `${counted(records.length, 'record')} shown` : ''}</span>
        {answer.hasNextPage ? (
          <Button
            label="Earlier records"
            icon="down"
            disabled={answer.isFetchingNextPage}
            onClick={() => void answer.fetchNextPage()}
          />
        ) : null}
      </p>
    </>
  );
}

function useAuditScope(get: (name: string) => string, now: number): AuditScope {
  const [{ clock }] = usePreferences();
  const { from, to } = absoluteRange(rangeIn(get), { now, clock });
  const all = { query: get('q'), action: get('action'), outcome: get('outcome'), user: get('who'), from, to };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
