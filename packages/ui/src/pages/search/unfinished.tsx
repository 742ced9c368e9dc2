import type { EventPage } from '@gatehouse/model';
import { Button } from '../../components/button.js';
import { sentence } from '../../components/note.js';
import { PartialLine } from '../../components/partial-line.js';
import { Text } from '../../components/text.js';
import { usePreferences } from '../../lib/page-context.js';
import { formatInstant } from '../../lib/time.js';

interface UnfinishedLineProps {
  readonly reason: NonNullable<EventPage['unfinished']>;
  readonly isBusy: boolean;
  readonly goOn: () => void;
}

/** The search has reached a limit: says down to which time these are all events, why, and how to see the others. */
export function UnfinishedLine({ reason: { detail, remedy, searchedTo }, isBusy, goOn }: UnfinishedLineProps) {
  const [{ clock }] = usePreferences();
  return (
    <PartialLine action={<Button label="Search on" icon="down" disabled={isBusy} onClick={goOn} />}>
      <strong>
        Not all has been searched: older than {formatInstant(Date.parse(searchedTo), clock, 's')} is missing.
      </strong>{' '}
      <Text value={`${sentence(detail)} ${sentence(remedy)}`} />
    </PartialLine>
  );
}
