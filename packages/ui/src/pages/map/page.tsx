import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AskBox } from '../../components/ask-box.js';
import { Note, ProblemNote } from '../../components/note.js';
import { OrFirstSteps } from '../../components/or-first-steps.js';
import { PageFrame } from '../../components/page-frame.js';
import { Questions } from '../../components/questions.js';
import { RangeTools } from '../../components/range-tools.js';
import { Tile } from '../../components/tile.js';
import { WorldMap } from '../../components/world-map.js';
import { textParam } from '../../lib/address-bar.js';
import { type Asked, rangeParams, readAsked, scopeOf, useParams } from '../../lib/asked.js';
import { groupsOf } from '../../lib/figures.js';
import { counted } from '../../lib/format.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { searchPlace } from '../../lib/places.js';
import { useRowFocus } from '../../lib/row-focus.js';
import type { TimeRange } from '../../lib/time.js';
import { drawingOf } from './drawing.js';
import { PlaceTable } from './place-table.js';
import { PLACE_TOKENS, placesOf } from './places.js';
import { useGateways } from './use-gateways.js';
import './map.css';

const QUESTIONS = [
  { label: 'All events', query: '' },
  { label: 'Sign-ins', query: 'eventName: [LOGIN, LOGIN_FAILED]' },
  { label: 'Failures', query: 'eventName: LOGIN_FAILED' },
  { label: 'Refused', query: 'eventName: *DENIED' },
] as const;

const MOST_GROUPS = 2000;

export function MapPage() {
  const [params, change] = useParams();
  const [now, setNow] = useState(() => Date.now());
  useRowFocus('This page', 'place');
  const asked = readAsked(params);
  const answer = usePlaces(asked, now);
  const { places, withoutPlace } = placesOf(answer.data?.groups ?? []);
  const gateways = useGateways(places);
  const isWhole = textParam(params, 'view') === 'world';
  const drawing = drawingOf(places, gateways, asked);
  const onRange = (range: TimeRange) => {
    setNow(Date.now());
    change(rangeParams(range));
  };
  return (
    <PageFrame
      title="Map"
      intro="Where events come from, and which gateway they came to."
      tools={<RangeTools range={asked.range} now={now} onRange={onRange} onRefresh={() => setNow(Date.now())} />}
    >
      <div className="map-filter">
        <AskBox
          key={asked.query}
          label="Query"
          placeholder="Only events that satisfy: userName: ann and not geoSourceCountry: Austria …"
          action="Show"
          preset={asked.query}
          isClearable
          onAsk={(query) => change({ q: query })}
        />
        <Questions questions={QUESTIONS} query={asked.query} onQuery={(query) => change({ q: query })} />
      </div>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess && places.length === 0 ? (
        <OrFirstSteps>
          <NoPlaces count={withoutPlace} onRange={onRange} />
        </OrFirstSteps>
      ) : null}
      {places.length === 0 ? null : (
        <>
          <Tile
            title="Sources"
            place={searchPlace(asked.query, asked.range)}
            isBusy={answer.isFetching}
            aside={
              <label>
                <input
                  type="checkbox"
                  checked={isWhole}
                  onChange={() => change({ view: isWhole ? '' : 'world' }, { replace: true })}
                />{' '}
                Whole world
              </label>
            }
          >
            <WorldMap {...drawing} isFitted={!isWhole} />
          </Tile>
          <p className="soft">
            {counted(withoutPlace, 'event')} without a place: from private or reserved addresses, or from none.
            {answer.data?.isWhole === false ? ' Only the most frequent places are shown.' : ''}
          </p>
          <PlaceTable places={places} gateways={gateways} asked={asked} />
        </>
      )}
    </PageFrame>
  );
}

function usePlaces(asked: Asked, now: number) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const request = { ...scopeOf(asked, { now, clock }), tokens: PLACE_TOKENS, metrics: ['count'], limit: MOST_GROUPS };
  return useQuery({
    queryKey: ['groups', request],
    queryFn: ({ signal }) => groupsOf(api, request, signal),
    placeholderData: keepPreviousData,
  });
}

interface NoPlacesProps {
  readonly count: number;
  readonly onRange: (range: TimeRange) => void;
}

function NoPlaces({ count, onRange }: NoPlacesProps) {
  return (
    <Note
      title={count === 0 ? 'No event satisfies this in this range' : `${counted(count, 'event')}, none with a place`}
      icon="map"
      actions={
        <button type="button" className="button" onClick={() => onRange({ from: '', to: '' })}>
          All time
        </button>
      }
    >
      <p>
        Public addresses are found in the installed database. Private and reserved ones get a place from{' '}
        <code>sites.csv</code> in the folder <code>enrich.folder</code>: network, name, country, city, latitude,
        longitude.
      </p>
    </Note>
  );
}
