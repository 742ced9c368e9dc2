import { useEffect, useState } from 'react';
import { useAddress } from '../../../lib/use-address.js';

const ORDERS = { mdy: 'month/day/year', dmy: 'day/month/year', ymd: 'year/month/day' } as const;

/** What lines are read with where they do not say it themselves, as it stands in the configuration of an event source. */
export function ReadingChoices() {
  const { get, change } = useAddress();
  const asked = get('timezone');
  const [zone, setZone] = useState(asked);
  useEffect(() => setZone(asked), [asked]);
  const keep = () => change({ timezone: zone.trim() === 'UTC' ? '' : zone.trim() }, { replace: true });
  return (
    <>
      <label className="bench-choice">
        Dates that nothing settles
        <select value={get('order') || 'mdy'} onChange={(event) => change({ order: event.target.value })}>
          {Object.entries(ORDERS).map(([order, name]) => (
            <option key={order} value={order}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="bench-choice">
        Zone of times without GMT
        <input
          value={zone}
          placeholder="UTC"
          size={16}
          spellCheck={false}
          onChange={(event) => setZone(event.target.value)}
          onBlur={keep}
        />
      </label>
    </>
  );
}
