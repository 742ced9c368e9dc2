// The most frequent values with a bar each. The box is as high empty as full: answers move nothing below it.

import { Link } from '@tanstack/react-router';
import { visibleText } from '../lib/hostile-text.js';
import type { Place } from '../lib/places.js';
import { Text } from './text.js';
import './ranking.css';

export interface Ranked {
  readonly name: string;
  readonly size: number;
  /** The size as it is read. */
  readonly text: string;
  readonly place?: Place;
  readonly detail?: string;
  /** In front of the size, less loud. */
  readonly aside?: string;
}

interface RankingProps {
  readonly rows: readonly Ranked[];
  /** Rows that there is room for. */
  readonly room: number;
  readonly empty: string;
  readonly tone?: 'plain' | 'bad';
}

export function Ranking({ rows, room, empty, tone = 'plain' }: RankingProps) {
  const most = rows.reduce((highest, { size }) => Math.max(highest, size), 0);
  return (
    <ol className={`ranking ranking-${tone}`} style={{ '--room': room }}>
      {rows.slice(0, room).map((row) => (
        <li key={row.name} style={{ '--share': most === 0 ? 0 : row.size / most }}>
          <RankedName row={row} />
          {row.aside === undefined ? null : <span className="ranking-aside faint">{row.aside}</span>}
          <span className="number">{row.text}</span>
        </li>
      ))}
      {rows.length === 0 ? <li className="ranking-empty soft">{empty}</li> : null}
    </ol>
  );
}

function RankedName({ row: { name, place, detail } }: { readonly row: Ranked }) {
  const text = (
    <>
      <Text value={name} />
      {detail === undefined ? null : <span className="ranking-detail"> {detail}</span>}
    </>
  );
  const tip = visibleText(name);
  if (place === undefined)
    return (
      <span className="ranking-name" title={tip}>
        {text}
      </span>
    );
  return (
    <Link className="ranking-name" title={tip} to={place.to} search={place.search ?? {}}>
      {text}
    </Link>
  );
}
