import type { GuideEntry, MappingGuide } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { FilterBox, holds } from '../../components/filter-box.js';
import { ProblemNote } from '../../components/note.js';
import { Prose } from '../../components/prose.js';
import { sectionClass } from '../../components/raw-line.js';
import { apiUrl } from '../../lib/api.js';
import { counted } from '../../lib/format.js';
import { useApi } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { guideQuery } from './requests.js';
import { useSource } from './use-source.js';

const COLUMNS: readonly DataColumn<GuideEntry>[] = [
  {
    name: 'Data source field',
    cell: ({ dataSourceField }) =>
      dataSourceField === '' ? <span className="faint">made by Gatehouse</span> : dataSourceField,
  },
  { name: 'Token', cell: (entry) => <TokenName entry={entry} /> },
  { name: 'Description', cell: (entry) => <Description entry={entry} /> },
  { name: 'Type', isExtra: true, cell: typeText },
  {
    name: 'Sample',
    isExtra: true,
    cell: ({ samples: [sample = ''] }) => <span className="soft">{sample}</span>,
  },
  { name: 'Other names', isExtra: true, cell: (entry) => <OtherNames entry={entry} /> },
];

/** The data mapping guide, from the same tables that lines are read with. */
export function GuidePart() {
  const source = useSource();
  const answer = useQuery(guideQuery(useApi(), source.id));
  const error = source.error ?? answer.error;
  if (error !== null) return <ProblemNote error={error} onRetry={() => void answer.refetch()} />;
  return answer.data === undefined ? null : <GuideTables guide={answer.data} sourceId={source.id} />;
}

interface GuideTablesProps {
  readonly guide: MappingGuide;
  readonly sourceId: string;
}

function GuideTables({ guide, sourceId }: GuideTablesProps) {
  const { get } = useAddress();
  const entries = [...guide.mappings, ...guide.internal, ...guide.extensions];
  const found = entries.filter((entry) =>
    holds(get('q'), [
      entry.token,
      entry.dataSourceField,
      entry.description,
      entry.section,
      ...entry.ecs,
      ...entry.ocsf,
    ]),
  );
  const sections = [...new Set(found.map(({ section }) => section))];
  return (
    <>
      <p className="frame-lead">
        {guide.device.product}: {guide.device.versions}. What the log calls it, the token that it becomes, and the names
        of Elastic (ECS) and OCSF for it. This is the table that lines are read with.
      </p>
      <div className="frame-bar">
        <FilterBox label="Find a field, token or word" />
        <span className="faint">
          {counted(found.length, 'token')}
          {found.length === entries.length ? '' : ` of ${entries.length}`}
        </span>
        <a href={apiUrl(`catalog/${encodeURIComponent(sourceId)}/guide`, { format: 'md' })}>To print: Markdown</a>
      </div>
      {found.length === 0 ? <p className="soft">No field is called so, here or elsewhere.</p> : null}
      {sections.map((section) => (
        <section key={section} className="guide-section">
          <h2>
            <i className={sectionClass(section)} /> {section}
          </h2>
          <DataTable
            label={section}
            columns={COLUMNS}
            rows={found.filter((entry) => entry.section === section)}
            keyOf={({ token }) => token}
          />
        </section>
      ))}
    </>
  );
}

interface EntryProps {
  readonly entry: GuideEntry;
}

function TokenName({ entry: { token, origin } }: EntryProps) {
  return (
    <>
      <Link to="/search" search={{ q: `${token} is not null` }} title="Events that have it" className="mono">
        {token}
      </Link>
      {origin === 'extension' ? <span className="detail">extension</span> : null}
    </>
  );
}

function Description({ entry: { description, values } }: EntryProps) {
  return (
    <>
      <Prose text={description} />
      {values === null ? null : <span className="detail">One of {values.join(', ')}</span>}
    </>
  );
}

function typeText({ type, unit, list, map }: GuideEntry): string {
  const form = list ? 'list of ' : map ? 'map of ' : '';
  return `${form}${type}${unit === null ? '' : `, ${unit}`}`;
}

function OtherNames({ entry: { ecs, ocsf } }: EntryProps) {
  return [...ecs.map((name) => `ECS ${name}`), ...ocsf.map((name) => `OCSF ${name}`)].map((name) => (
    <span key={name} className="detail">
      {name}
    </span>
  ));
}
