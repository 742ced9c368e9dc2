import type { AuditRecordView } from '@gatehouse/model';
import { Fragment } from 'react';
import { SheetTable } from '../../../components/sheet.js';
import { Text } from '../../../components/text.js';
import { usePreferences } from '../../../lib/page-context.js';
import { formatInstant } from '../../../lib/time.js';
import { useAddress } from '../../../lib/use-address.js';

const HEADS = ['When', 'Who', { text: 'From', look: 'wide' }, 'What', 'Outcome'] as const;

/** The records; one of them open, as `record` in the address. */
export function AuditTable({ records }: { readonly records: readonly AuditRecordView[] }) {
  const { get, change } = useAddress();
  const opened = get('record');
  return (
    <SheetTable label="Records of the audit" heads={HEADS}>
      {records.map((record) => {
        const id = String(record.sequence);
        const isOpen = id === opened;
        return (
          <Fragment key={id}>
            <RecordRow record={record} isOpen={isOpen} toggle={() => change({ record: isOpen ? '' : id })} />
            {isOpen ? <RecordDetails record={record} /> : null}
          </Fragment>
        );
      })}
    </SheetTable>
  );
}

interface RecordRowProps {
  readonly record: AuditRecordView;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

function RecordRow({ record, isOpen, toggle }: RecordRowProps) {
  const [{ clock }] = usePreferences();
  const { at, actor, address, action, subject, outcome, code } = record;
  return (
    <tr className={isOpen ? 'is-open' : undefined}>
      <td className="tight">
        <button type="button" className="link mono" aria-expanded={isOpen} onClick={toggle}>
          {formatInstant(Date.parse(at), clock, 's')}
        </button>
      </td>
      <td>
        {actor === null ? <span className="faint">nobody known</span> : <Text value={actor.login ?? actor.name} />}
        {actor === null || actor.via === 'session' ? null : <span className="detail">{actor.via}</span>}
      </td>
      <td className="mono wide">
        <Text value={address} />
      </td>
      <td>
        <span className={`badge ${action === 'denied' ? 'badge-bad' : 'badge-info'}`}>{action}</span>{' '}
        <Text value={subject} />
      </td>
      <td className="tight">
        <span className={`badge ${outcome === 'Success' ? 'badge-good' : 'badge-bad'}`}>{outcome}</span>
        {code === undefined ? null : <span className="detail">{code}</span>}
      </td>
    </tr>
  );
}

function RecordDetails({ record }: { readonly record: AuditRecordView }) {
  const { sequence, previous, tenants, details, actor, address } = record;
  return (
    <tr className="is-open">
      <td colSpan={5}>
        <dl className="record">
          <div>
            <dt>Record</dt>
            <dd>{sequence}</dd>
          </div>
          <div>
            <dt>Hash of the one before</dt>
            <dd className="mono">{previous}</dd>
          </div>
          <div>
            <dt>From</dt>
            <dd className="mono">
              <Text value={address} />
            </dd>
          </div>
          <div>
            <dt>Role then</dt>
            <dd>{actor?.role ?? 'none'}</dd>
          </div>
          <div>
            <dt>Customers</dt>
            <dd>{tenants === null ? 'all' : tenants.join(', ')}</dd>
          </div>
        </dl>
        <Lines text={JSON.stringify(details, null, 2)} />
      </td>
    </tr>
  );
}

/** Text of several lines: what is odd within a line is shown by name. */
function Lines({ text }: { readonly text: string }) {
  let at = 0;
  return (
    <pre className="record-details">
      {text.split('\n').map((line) => {
        const key = at;
        at += line.length + 1;
        return (
          <div key={key}>
            <Text value={line} />
          </div>
        );
      })}
    </pre>
  );
}
