import type { AuditRecordView } from '@gatehouse/model';
import { type DataColumn, DataTable } from '../../../components/data-table.js';
import { Opener } from '../../../components/opener.js';
import { Text } from '../../../components/text.js';
import { usePreferences } from '../../../lib/page-context.js';
import { type Clock, formatInstant } from '../../../lib/time.js';
import { useAddress } from '../../../lib/use-address.js';

/** The records; one of them open, as `record` in the address. */
export function AuditTable({ records }: { readonly records: readonly AuditRecordView[] }) {
  const { get, change } = useAddress();
  const [{ clock }] = usePreferences();
  const isOpen = ({ sequence }: AuditRecordView) => String(sequence) === get('record');
  const when: DataColumn<AuditRecordView> = {
    name: 'When',
    isTight: true,
    cell: (record) => (
      <Opener
        className="mono"
        isOpen={isOpen(record)}
        onToggle={() => change({ record: isOpen(record) ? '' : String(record.sequence) })}
      >
        {timeText(record, clock)}
      </Opener>
    ),
  };
  return (
    <DataTable
      label="Records of the audit"
      columns={[when, ...COLUMNS]}
      rows={records}
      keyOf={({ sequence }) => String(sequence)}
      isOpen={isOpen}
      details={(record) => <RecordDetails record={record} />}
    />
  );
}

function timeText({ at }: AuditRecordView, clock: Clock): string {
  return formatInstant(Date.parse(at), clock, 's');
}

const COLUMNS: readonly DataColumn<AuditRecordView>[] = [
  { name: 'Who', cell: (record) => <Actor record={record} /> },
  {
    name: 'From',
    isExtra: true,
    cell: ({ address }) => (
      <span className="mono">
        <Text value={address} />
      </span>
    ),
  },
  {
    name: 'What',
    cell: ({ action, subject }) => (
      <>
        <span className={`badge ${action === 'denied' ? 'badge-bad' : 'badge-info'}`}>{action}</span>{' '}
        <Text value={subject} />
      </>
    ),
  },
  { name: 'Outcome', isTight: true, cell: (record) => <Outcome record={record} /> },
];

interface RecordProps {
  readonly record: AuditRecordView;
}

function Actor({ record: { actor } }: RecordProps) {
  if (actor === null) return <span className="faint">nobody known</span>;
  return (
    <>
      <Text value={actor.login ?? actor.name} />
      {actor.via === 'session' ? null : <span className="detail">{actor.via}</span>}
    </>
  );
}

function Outcome({ record: { outcome, code } }: RecordProps) {
  return (
    <>
      <span className={`badge ${outcome === 'Success' ? 'badge-good' : 'badge-bad'}`}>{outcome}</span>
      {code === undefined ? null : <span className="detail">{code}</span>}
    </>
  );
}

function RecordDetails({ record }: RecordProps) {
  const { sequence, previous, tenants, details, actor, address } = record;
  return (
    <>
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
    </>
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
