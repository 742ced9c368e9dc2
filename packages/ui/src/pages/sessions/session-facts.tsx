import type { SessionRow } from '@gatehouse/model';
import { type Fact, Facts } from '../../components/facts.js';
import { PlaceLink } from '../../components/place-link.js';
import { Signs } from '../../components/sessions/signs.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { formatDuration } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { addressPlace } from '../../lib/places.js';
import { formatInstant } from '../../lib/time.js';
import { DOUBTS, instantIn, listIn, numberIn, textIn } from '../../lib/vpn-session.js';

export function SessionFacts({ session }: { readonly session: SessionRow }) {
  const [{ clock }] = usePreferences();
  const time = (token: 'startTime' | 'endTime') => formatInstant(instantIn(session, token), clock, 's');
  const text = (token: Parameters<typeof textIn>[1]) => <Values values={listIn(session, token)} />;
  const began = textIn(session, 'startTime');
  const facts: readonly Fact[] = [
    { name: 'Stands out', value: <Signs session={session} /> },
    { name: 'User', value: text('userName') },
    { name: 'Began', value: `${time('startTime')} (by ${textIn(session, 'startedBy')})` },
    { name: 'Ended', value: endText(session, time('endTime')) },
    { name: 'Lasted', value: formatDuration(numberIn(session, 'duration')) },
    { name: 'Client', value: <Addresses values={listIn(session, 'clientAddress')} at={began} /> },
    { name: 'Inside address', value: <Addresses values={listIn(session, 'natAddress')} at={began} /> },
    { name: 'Places', value: <Values values={[...listIn(session, 'city'), ...listIn(session, 'country')]} /> },
    { name: 'Networks', value: text('network') },
    { name: 'Client software', value: text('userAgent') },
    { name: 'Gateway', value: text('deviceName') },
    { name: 'Virtual server', value: text('virtualSystem') },
    { name: 'Number', value: text('vpnSessionId') },
    { name: 'How sure', value: <Confidence session={session} /> },
  ];
  return (
    <Tile title="Facts">
      <Facts facts={facts.filter(({ value }) => value !== null)} />
    </Tile>
  );
}

function endText(session: SessionRow, end: string): string {
  const reason = textIn(session, 'closeReason');
  switch (textIn(session, 'state')) {
    case 'active':
      return `still open, last seen ${end}`;
    case 'ended':
      return `${end}, no end is logged`;
    default:
      return reason === '' ? end : `${end} (${reason})`;
  }
}

function Values({ values }: { readonly values: readonly string[] }) {
  if (values.length === 0) return 'none is known';
  return values.map((one, index) => (
    <span key={one}>
      {index > 0 ? ', ' : ''}
      <Text value={one} />
    </span>
  ));
}

function Addresses({ values, at }: { readonly values: readonly string[]; readonly at: string }) {
  if (values.length === 0) return 'none is known';
  return values.map((address, index) => (
    <span key={address}>
      {index > 0 ? ', ' : ''}
      <PlaceLink place={addressPlace(address, at)}>
        <Text value={address} />
      </PlaceLink>
    </span>
  ));
}

function Confidence({ session }: { readonly session: SessionRow }) {
  const doubts = listIn(session, 'doubts');
  return (
    <>
      {textIn(session, 'confidence')}
      {doubts.map((doubt) => (
        <span key={doubt} className="session-doubt soft">
          {DOUBTS[doubt] ?? doubt}
        </span>
      ))}
    </>
  );
}
