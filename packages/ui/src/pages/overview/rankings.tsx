import { type EventGroup, fieldOf, type Token } from '@gatehouse/model';
import { type Ranked, Ranking } from '../../components/ranking.js';
import { Tile } from '../../components/tile.js';
import { withValue } from '../../lib/clauses.js';
import { figureIn } from '../../lib/figures.js';
import { formatBytes, formatNumber } from '../../lib/format.js';
import { searchPlace } from '../../lib/places.js';
import { FAILED, REFUSED, SIGN_INS, STARTS, TRAFFIC, within } from './kinds.js';
import { useGroups } from './use-overview.js';
import { scopeWithin, type View } from './view.js';

interface Question {
  readonly title: string;
  readonly kind: string;
  readonly token: Token;
  readonly metric: string;
  readonly format: (value: number) => string;
  readonly isBad?: boolean;
  /** Why there may be nothing. */
  readonly empty: string;
}

const NOT_LOCATED = 'Private and reserved addresses have no place, unless sites.csv gives them one.';

const QUESTIONS: readonly Question[] = [
  {
    title: 'Why sign-ins failed',
    kind: FAILED,
    token: 'message',
    metric: 'count',
    format: formatNumber,
    isBad: true,
    empty: 'No sign-in has failed.',
  },
  {
    title: 'Accounts that failed',
    kind: FAILED,
    token: 'userName',
    metric: 'count',
    format: formatNumber,
    isBad: true,
    empty: 'No sign-in has failed.',
  },
  {
    title: 'Addresses that failed',
    kind: FAILED,
    token: 'sourceIpv4',
    metric: 'count',
    format: formatNumber,
    isBad: true,
    empty: 'No sign-in has failed.',
  },
  {
    title: 'Policies that refused',
    kind: REFUSED,
    token: 'deniedByPolicy',
    metric: 'count',
    format: formatNumber,
    isBad: true,
    empty: 'No policy has refused anything.',
  },
  {
    title: 'Most traffic',
    kind: TRAFFIC,
    token: 'userName',
    metric: 'sum(inByte)',
    format: formatBytes,
    empty: 'No connection has ended yet: bytes are logged then.',
  },
  {
    title: 'Countries',
    kind: SIGN_INS,
    token: 'geoSourceCountry',
    metric: 'count',
    format: formatNumber,
    empty: NOT_LOCATED,
  },
  {
    title: 'Networks',
    kind: SIGN_INS,
    token: 'sourceAsOrg',
    metric: 'count',
    format: formatNumber,
    empty: 'Private and reserved addresses are in no network of the Internet, unless sites.csv names one.',
  },
  {
    title: 'Applications',
    kind: STARTS,
    token: 'application',
    metric: 'count',
    format: formatNumber,
    empty: 'Nobody has started a published application.',
  },
];

const ROOM = 6;

export function Rankings({ view }: { readonly view: View }) {
  return QUESTIONS.map((question) => <Answer key={question.title} view={view} question={question} />);
}

function Answer({ view, question }: { readonly view: View; readonly question: Question }) {
  const { title, kind, token, metric, isBad = false, empty } = question;
  const query = within(view.query, kind);
  // The events without a value are one group more, and not shown.
  const answer = useGroups({ ...scopeWithin(view, query), tokens: [token], metrics: [metric], limit: ROOM + 1 });
  const groups = (answer.data?.groups ?? []).filter((group) => group[token] !== null);
  return (
    <Tile
      title={title}
      place={searchPlace(query, view.range)}
      error={answer.error}
      isBusy={answer.isFetching}
      onRetry={() => void answer.refetch()}
    >
      <Ranking
        room={ROOM}
        rows={groups.slice(0, ROOM).map((group) => rankedOf(group, question, view))}
        empty={answer.isSuccess ? empty : ''}
        tone={isBad ? 'bad' : 'plain'}
      />
    </Tile>
  );
}

function rankedOf(group: EventGroup, { kind, token, metric, format }: Question, view: View): Ranked {
  const name = String(group[token]);
  const size = figureIn(group, metric);
  const field = fieldOf(token);
  const query = within(view.query, kind);
  const narrowed = field === undefined ? query : withValue(query, 'only', { field, value: name });
  return { name, size, text: format(size), place: searchPlace(narrowed, view.range) };
}
