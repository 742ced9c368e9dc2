import type { GuideEntry, MappingGuide } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FilterBox, holds } from '../../components/filter-box.js';
import { ProblemNote } from '../../components/note.js';
import { Prose } from '../../components/prose.js';
import { sectionClass } from '../../components/raw-line.js';
import { SheetTable } from '../../components/sheet.js';
import { apiUrl } from '../../lib/api.js';
import { counted } from '../../lib/format.js';
import { useApi } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { guideQuery } from './requests.js';
import { useSource } from './use-source.js';

const WIDE = { look: 'wide' } as const;
const HEADS = [
  'Data source field',
  'Token',
  'Description',
  { text: 'Type', ...WIDE },
  { text: 'Sample', ...WIDE },
  { text: 'Other names', ...WIDE },
] as const;

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
      <p className="sheet-lead">
        {guide.device.product}: {guide.device.versions}. What the log calls it, the token that it becomes, and the names
        of Elastic (ECS) and OCSF for it. This is the table that lines are read with.
      </p>
      <div className="sheet-bar">
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
          <SheetTable label={section} heads={HEADS}>
            {found
              .filter((entry) => entry.section === section)
              .map((entry) => (
                <GuideRow key={entry.token} entry={entry} />
              ))}
          </SheetTable>
        </section>
      ))}
    </>
  );
}

function GuideRow({ entry }: { readonly entry: GuideEntry }) {
  const { dataSourceField, token, description, type, unit, list, map, samples, origin, values, ecs, ocsf } = entry;
  const names = [...ecs.map((name) => `ECS ${name}`), ...ocsf.map((name) => `OCSF ${name}`)];
  return (
    <tr>
      <td>{dataSourceField === '' ? <span className="faint">made by Gatehouse</span> : dataSourceField}</td>
      <td>
        <Link to="/search" search={{ q: `${token} is not null` }} title="Events that have it" className="mono">
          {token}
        </Link>
        {origin === 'extension' ? <span className="detail">extension</span> : null}
      </td>
      <td>
        <Prose text={description} />
        {values === null ? null : <span className="detail">One of {values.join(', ')}</span>}
      </td>
      <td className="wide">
        {list ? 'list of ' : ''}
        {map ? 'map of ' : ''}
        {type}
        {unit === null ? '' : `, ${unit}`}
      </td>
      <td className="wide guide-sample">{samples.slice(0, 1).join('')}</td>
      <td className="wide">
        {names.map((name) => (
          <span key={name} className="detail">
            {name}
          </span>
        ))}
      </td>
    </tr>
  );
}
