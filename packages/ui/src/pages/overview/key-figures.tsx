import type { EventGroup } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { MissingLine, PartialLine } from '../../components/partial-line.js';
import { figureIn } from '../../lib/figures.js';
import { formatBytes, formatNumber } from '../../lib/format.js';
import { searchPlace } from '../../lib/places.js';
import { changeText } from './change-text.js';
import { FAILED, isOfKind, REFUSED, SIGNED_IN, TRAFFIC, within } from './kinds.js';
import { KINDS, useFiguresBefore, type useKindFigures } from './use-overview.js';
import type { View } from './view.js';

interface Figure {
  readonly title: string;
  readonly kind: string;
  readonly metric: string;
  readonly format: (value: number) => string;
  readonly detail?: (groups: readonly EventGroup[]) => string;
  readonly isBad?: boolean;
}

const FIGURES: readonly Figure[] = [
  {
    title: 'Signed in',
    kind: SIGNED_IN,
    metric: 'count',
    format: formatNumber,
    detail: (groups) => manyOf(sumOf(groups, SIGNED_IN, 'uniq(userName)'), 'person', 'people'),
  },
  {
    title: 'Failed to sign in',
    kind: FAILED,
    metric: 'count',
    format: formatNumber,
    isBad: true,
    detail: (groups) =>
      `${manyOf(sumOf(groups, FAILED, 'uniq(userName)'), 'user')}, ${manyOf(sumOf(groups, FAILED, 'uniq(sourceIpv4)'), 'address', 'addresses')}`,
  },
  { title: 'Refused by policy', kind: REFUSED, metric: 'count', format: formatNumber, isBad: true },
  { title: 'Downloaded', kind: TRAFFIC, metric: 'sum(inByte)', format: formatBytes },
  { title: 'Uploaded', kind: TRAFFIC, metric: 'sum(outByte)', format: formatBytes },
  { title: 'All events', kind: '', metric: 'count', format: formatNumber },
];

interface KeyFiguresProps {
  readonly view: View;
  readonly answer: ReturnType<typeof useKindFigures>;
}

/** What is worth knowing first, each beside the same span before. */
export function KeyFigures({ view, answer }: KeyFiguresProps) {
  const beforeAnswer = useFiguresBefore(view);
  const before = beforeAnswer.data?.groups;
  const groups = answer.data?.groups;
  if (answer.isError)
    return <MissingLine what="There are no figures." error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <>
      {answer.data?.isWhole === false ? (
        <PartialLine>
          These figures leave out rare kinds of events: there are more than {KINDS}. A narrower query counts them.
        </PartialLine>
      ) : null}
      {beforeAnswer.isError ? <MissingLine what="The span before is not compared." error={beforeAnswer.error} /> : null}
      <ul className="key-figures" aria-label="Key figures">
        {FIGURES.map((figure) => {
          const { title, kind, metric, format, detail, isBad = false } = figure;
          const value = groups === undefined ? null : sumOf(groups, kind, metric);
          const was = before === undefined || view.from === null ? null : sumOf(before, kind, metric);
          const { to, search = {} } = searchPlace(within(view.query, kind), view.range);
          return (
            <li key={title}>
              <Link to={to} search={search} className="key-figure">
                <span className="key-figure-title">{title}</span>
                <span className="key-figure-value">
                  <strong className={isBad && (value ?? 0) > 0 ? 'bad' : ''}>
                    {value === null ? '\u00a0' : format(value)}
                  </strong>
                  {value === null || was === null ? null : (
                    <span title={`${format(was)} in the span before`}>{changeText(value, was)}</span>
                  )}
                </span>
                <span className="key-figure-detail">{groups === undefined ? '' : detail?.(groups)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function sumOf(groups: readonly EventGroup[], kind: string, metric: string): number {
  return groups
    .filter(({ eventName }) => isOfKind(eventName, kind))
    .reduce((sum, group) => sum + figureIn(group, metric), 0);
}

function manyOf(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
