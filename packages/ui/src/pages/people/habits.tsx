import type { VpnUser, VpnUserHabit } from '@gatehouse/model';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { usePreferences } from '../../lib/page-context.js';
import { sessionPlace } from '../../lib/places.js';
import { type Clock, formatInstant } from '../../lib/time.js';
import { instantIn } from '../../lib/vpn-session.js';
import { habitText } from './habit-text.js';

const MOST = 12;

/** What is new: facts to be weighed, each with the session in which it was seen first. */
export function Habits({ person: { habits, sessions } }: { readonly person: VpnUser }) {
  const [{ clock }] = usePreferences();
  const aside =
    habits.length > MOST ? (
      <span className="soft">
        the first {MOST} of {habits.length}
      </span>
    ) : undefined;
  return (
    <Tile title={`New in the week up to ${weekEnd(sessions, clock)}`} aside={aside}>
      {habits.length === 0 ? (
        <p className="soft">
          Nothing: places, devices, hours and traffic are as before. It takes five sessions before that week to know
          what is usual.
        </p>
      ) : (
        <ul className="person-habits">
          {habits.slice(0, MOST).map((habit) => (
            <li key={`${habit.kind} ${habit.field} ${habit.value}`}>
              <HabitLine habit={habit} />{' '}
              <PlaceLink place={sessionPlace(habit.session)}>
                {formatInstant(Date.parse(habit.time), clock, 'm')}
              </PlaceLink>
            </li>
          ))}
        </ul>
      )}
    </Tile>
  );
}

/** The week ends with the last session, so that an old log has one, too. */
function weekEnd([last]: VpnUser['sessions'], clock: Clock): string {
  return last === undefined ? 'now' : formatInstant(instantIn(last, 'startTime'), clock, 'd');
}

function HabitLine({ habit }: { readonly habit: VpnUserHabit }) {
  const { what, value } = habitText(habit);
  return (
    <span>
      <span className="soft">{what}</span>{' '}
      <b>
        <Text value={value} />
      </b>
    </span>
  );
}
