import { formatNumber, formatShare } from '../../lib/format.js';

export interface ReadingCounts {
  readonly mapped: number;
  readonly partial: number;
  /** Of a kind that no grammar is there for; where it is counted. */
  readonly unknown?: number;
  readonly unrecognised: number;
}

const READINGS = [
  { key: 'mapped', name: 'fully mapped', meaning: 'Every character has its place, and nothing is in doubt.' },
  { key: 'partial', name: 'partly', meaning: 'Mapped, with something wrong: the defect says what.' },
  {
    key: 'unknown',
    name: 'unknown event',
    meaning: 'The header is right; labels of this event are kept by their names.',
  },
  { key: 'unrecognised', name: 'not recognised', meaning: 'No header was found: kept as text, and searchable.' },
] as const;

/** How many were read how well, as one bar of their shares. */
export function ReadingBar({ counts }: { readonly counts: ReadingCounts }) {
  const parts = READINGS.map(({ key, name }) => ({ key, name, count: counts[key] ?? 0 }));
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const found = parts.filter(({ count }) => count > 0);
  const text = found
    .map(({ name, count }) => `${formatShare(count, total)} ${name} (${formatNumber(count)})`)
    .join(', ');
  if (total === 0) return <span className="faint">nothing yet</span>;
  return (
    <span className="reading" title={text}>
      <span className="reading-bar" role="img" aria-label={text}>
        {found.map(({ key, count }) => (
          <i key={key} className={`reading-${key}`} style={{ flexGrow: count / total }} />
        ))}
      </span>
      <span className="reading-share">{formatShare(counts.mapped, total)}</span>
    </span>
  );
}

/** What the colours of the bars mean. */
export function ReadingLegend() {
  return (
    <ul className="reading-legend">
      {READINGS.map(({ key, name, meaning }) => (
        <li key={key} title={meaning}>
          <i className={`reading-${key}`} /> {name}
        </li>
      ))}
    </ul>
  );
}
