import { type EventCoverage, FIELDS } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { formatNumber, formatShare } from '../../lib/format.js';
import { eventsOf, type Shown, type Wanted } from './links.js';

interface EventKindProps {
  readonly event: EventCoverage;
  readonly wanted: Wanted;
  readonly shown: Shown;
}

/** Which fields its events have, and what was wrong with some of them. */
export function EventKind({ event, wanted, shown }: EventKindProps) {
  const filled = FIELDS.flatMap(({ token, section }) => {
    const share = event.filled[token];
    return share === undefined ? [] : [{ token, section, share }];
  });
  const sections = [...new Set(filled.map(({ section }) => section))];
  return (
    <div className="kind">
      {event.defects.map((defect) => (
        <p key={defect.code} className="kind-defect">
          <code className="warn">{defect.code}</code> {defect.meaning}{' '}
          <Link to="/search" search={eventsOf({ ...wanted, defects: defect.code }, shown)}>
            {formatNumber(defect.count)} of these events
          </Link>
          {defect.examples.map((id, index) => (
            <Link key={id} to="/search" search={eventsOf({ ...wanted, defects: defect.code }, { ...shown, event: id })}>
              {index === 0 ? 'latest' : `${index + 1}`}
            </Link>
          ))}
        </p>
      ))}
      {sections.map((section) => (
        <section key={section} className="kind-section">
          <h4>{section}</h4>
          <ul>
            {filled
              .filter((field) => field.section === section)
              .map(({ token, share }) => (
                <li key={token}>
                  <span className="kind-share" aria-hidden="true">
                    <i style={{ width: `${100 * share}%` }} />
                  </span>
                  {token} <span className="faint">{formatShare(share, 1)}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
