/** Options of the commands that read lines, and the context that they make. */
import { type Command, Option } from 'commander';
import { defaultContext, type LineContext } from '../map/reader.js';
import type { DateOrder } from '../map/reading.js';
import { checkedZone } from './source-options.js';

export interface ReadingFlags {
  readonly timezone: string;
  readonly dateOrder: DateOrder;
  readonly severityFrom: 'pri' | 'header';
}

export function addReadingOptions(command: Command): Command {
  return command
    .option('--timezone <zone>', 'zone of times without GMT: an IANA name, UTC or ±hh:mm', 'UTC')
    .addOption(
      new Option('--date-order <order>', 'for dates that nothing settles')
        .choices(['mdy', 'dmy', 'ymd'])
        .default('mdy'),
    )
    .addOption(
      new Option('--severity-from <where>', 'where deviceSeverity is read').choices(['pri', 'header']).default('pri'),
    );
}

/** Files are read: the time of reading is no time of receipt. */
export function contextOf({ timezone, dateOrder, severityFrom }: ReadingFlags): LineContext {
  return defaultContext({ timezone: checkedZone(timezone), dateOrder, severityFrom });
}
