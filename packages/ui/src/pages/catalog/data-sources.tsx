import type { DataSource } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ProblemNote } from '../../components/note.js';
import { counted } from '../../lib/format.js';
import { useApi } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { EventGrammars } from './event-grammars.js';
import { catalogQuery } from './requests.js';

/** The products whose logs are read; one of them open, as `source` in the address. */
export function DataSources() {
  const { get, change } = useAddress();
  const answer = useQuery(catalogQuery(useApi()));
  const sources = answer.data?.sources ?? [];
  const opened = sources.find(({ id }) => id === get('source'));
  return (
    <>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      <ul className="source-cards">
        {sources.map((source) => (
          <SourceCard
            key={source.id}
            source={source}
            isOpen={source === opened}
            toggle={() => change({ source: source === opened ? '' : source.id })}
          />
        ))}
        <li className="source-card">
          <h2>Not in the list?</h2>
          <p>Ask for another product, or vote for one that somebody has asked for.</p>
          <p className="source-links">
            <Link to="/catalog" search={{ part: 'wishes' }}>
              Requests
            </Link>
          </p>
        </li>
      </ul>
      {opened === undefined ? null : <EventGrammars id={opened.id} />}
    </>
  );
}

interface SourceCardProps {
  readonly source: DataSource;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

function SourceCard({ source, isOpen, toggle }: SourceCardProps) {
  const { vendor, product, deviceType, versions, formats, summary, eventTypes, tokens, eventSources } = source;
  return (
    <li className="source-card">
      <h2>{product}</h2>
      <p className="soft">
        {vendor} · {deviceType} · {formats.join(', ')}
      </p>
      <p>{summary}</p>
      <p className="faint">{versions}</p>
      <p>
        {eventSources === 0 ? (
          <span className="badge badge-warn">no event source yet</span>
        ) : (
          <span className="badge badge-good">{counted(eventSources, 'event source')}</span>
        )}
      </p>
      <p className="source-links">
        <button type="button" className="link" aria-expanded={isOpen} onClick={toggle}>
          {counted(eventTypes, 'kind')} of events
        </button>
        <Link to="/catalog" search={{ part: 'guide', source: source.id }}>
          Mapping guide: {counted(tokens, 'token')}
        </Link>
        <Link to="/catalog" search={{ part: 'setup', source: source.id }}>
          Set-up
        </Link>
      </p>
    </li>
  );
}
