import type { AddressHolders } from '@gatehouse/model';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams as useRouteParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { CopyThings } from '../../components/copy-things.js';
import { ProblemNote } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { stringifySearch, textParam } from '../../lib/address-bar.js';
import { useParams } from '../../lib/asked.js';
import { useGoBack } from '../../lib/go-back.js';
import { useApi, usePreferences, useShortcuts } from '../../lib/page-context.js';
import { usePlaceKeys } from '../../lib/place-keys.js';
import { addressPlace, searchPlace } from '../../lib/places.js';
import { useRowFocus } from '../../lib/row-focus.js';
import { holdersOf } from '../../lib/sessions-api.js';
import { isoOf, resolveBound, zoneOf } from '../../lib/time.js';
import { addressQuery } from '../../lib/vpn-session.js';
import { AtBox } from './at-box.js';
import { Enrichment } from './enrichment.js';
import { History } from './history.js';
import { Holders } from './holders.js';
import { holdersMarkdown } from './verdict.js';
import './addresses.css';

export function AddressPage() {
  const { ip = '' } = useRouteParams({ strict: false });
  const [params, change] = useParams();
  const [now] = useState(() => Date.now());
  const [{ clock }] = usePreferences();
  const api = useApi();
  const at = textParam(params, 'at');
  const instant = resolveBound(at, 'from', { now, clock });
  const answer = useQuery({
    queryKey: ['holders', ip, at === '' ? now : at, clock],
    queryFn: ({ signal }) =>
      holdersOf(
        api,
        { address: ip, at: instant === null ? at || 'now' : isoOf(instant), timezone: zoneOf(clock) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
  const time = answer.data === undefined ? now : Date.parse(answer.data.at);
  const range = { from: isoOf(time - DAY), to: isoOf(time + DAY) };
  const events = searchPlace(addressQuery(ip), range);
  const box = useRef<HTMLInputElement>(null);
  useGoBack('Address', '/addresses');
  useRowFocus('Address', 'row');
  usePlaceKeys('Address', { e: { label: 'Events with it', place: events } });
  useShortcuts('Address', { '/': { label: 'Ask for another time', run: () => box.current?.select() } });
  return (
    <PageFrame
      title={<Text value={ip} />}
      intro="Who was on it, and what is known of it."
      tools={
        <>
          {answer.data === undefined ? null : <CopyHolders answer={answer.data} />}
          <PlaceLink place={events} className="button">
            Events with it
          </PlaceLink>
        </>
      }
    >
      <AtBox key={at} box={box} at={at} now={now} onAt={(chosen) => change({ at: chosen })} />
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data === undefined || answer.isError ? null : (
        <>
          <Holders answer={answer.data} />
          <History address={ip} now={now} onAt={(chosen) => change({ at: chosen })} />
          <Enrichment address={ip} />
        </>
      )}
    </PageFrame>
  );
}

const DAY = 86_400_000;

function CopyHolders({ answer }: { readonly answer: AddressHolders }) {
  const { address, at } = answer;
  const { to, search = {} } = addressPlace(address, at);
  return (
    <CopyThings
      noun="answer"
      path={`${to}${stringifySearch(search)}`}
      json={answer}
      markdown={holdersMarkdown(answer)}
    />
  );
}
