import { usePreferences } from '../lib/page-context.js';
import { formatInstant, relativeTime } from '../lib/time.js';

interface MomentProps {
  readonly at: string | null;
  readonly asOf: number;
  /** Where there is no such time. */
  readonly without: string;
}

/** `3 h ago`, with the time itself as a tip. */
export function Moment({ at, asOf, without }: MomentProps) {
  const [{ clock }] = usePreferences();
  if (at === null) return <span className="faint">{without}</span>;
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={formatInstant(instant, clock, 's')}>
      {relativeTime(instant, asOf)}
    </time>
  );
}
