import type { AuditVerification } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/button.js';
import { FormProblem } from '../../../components/form.js';
import { Icon } from '../../../components/icon.js';
import { formatNumber } from '../../../lib/format.js';
import { useApi, useShortcuts } from '../../../lib/page-context.js';
import { verifyAudit } from '../requests.js';

/** Asks the server to follow the chain from its first record to its last, when somebody wants to know. */
export function ChainState() {
  const api = useApi();
  const answer = useQuery({
    queryKey: ['audit-chain'],
    queryFn: ({ signal }) => verifyAudit(api, signal),
    enabled: false,
    retry: false,
    gcTime: 0,
  });
  const verify = () => void answer.refetch();
  useShortcuts('Audit', { v: { label: 'Verify the chain', run: verify } });
  return (
    <section className="chain" aria-label="The chain of records">
      <Button label="Verify the chain" icon="check" keys="v" disabled={answer.isFetching} onClick={verify} />
      <div role="status">
        {answer.isFetching ? <span className="soft">Each record is hashed again …</span> : null}
        {!answer.isFetching && answer.data !== undefined ? <Verdict verification={answer.data} /> : null}
      </div>
      {answer.isError && !answer.isFetching ? <FormProblem error={answer.error} /> : null}
    </section>
  );
}

const REASONS: Readonly<Record<string, string>> = {
  changed: 'it is not what was written',
  unlinked: 'it does not follow the one before',
  missing: 'it is gone',
  unexpected: 'it is another one than was noted',
};

function Verdict({
  verification: { isIntact, records, first, head, broken },
}: {
  readonly verification: AuditVerification;
}) {
  if (isIntact)
    return (
      <p>
        <span className="good">
          <Icon name="check" size={14} /> Intact: {formatNumber(records)} records from {formatNumber(first)} to{' '}
          {formatNumber(head.sequence)}.
        </span>{' '}
        <span className="faint">
          Note the last hash elsewhere to prove it later: <code>{head.hash}</code>
        </span>
      </p>
    );
  return (
    <p className="bad">
      <Icon name="alert" size={14} /> Broken at record {formatNumber(broken?.sequence ?? 0)}:{' '}
      {REASONS[broken?.reason ?? ''] ?? broken?.reason}. What comes before it is whole. Keep a copy of the folder audit,
      and compare it with the last hash that was noted elsewhere: gatehouse audit verify --help.
    </p>
  );
}
