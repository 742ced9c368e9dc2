import { KEY_TIME, TIME, UINT32 } from '../columns.js';
import type { Field } from '../field.js';

export const TIME_FIELDS = [
  {
    token: 'eventTime',
    type: 'date',
    unit: 'ms',
    section: 'Time',
    origin: 'mapping',
    guide: { row: 1, name: 'Event Time' },
    description:
      'When the appliance wrote the message, in UTC. The order of day and month is decided line by line, and the decision can be ' +
      'seen with `gatehouse explain`.',
    samples: ['2026-01-24T12:06:37.000Z'],
    column: KEY_TIME,
    ecs: ['@timestamp'],
    ocsf: ['*:time', '*:metadata.original_time'],
  },
  {
    token: 'beginningTime',
    type: 'date',
    unit: 'ms',
    section: 'Time',
    origin: 'mapping',
    guide: { row: 14, name: 'startTime' },
    description:
      'Start of the session, connection or flow that the message reports; for a web request the time of the request.',
    samples: ['2026-01-24T12:01:30.000Z'],
    column: TIME,
    ecs: ['event.start'],
    ocsf: ['*:start_time'],
  },
  {
    token: 'endTime',
    type: 'date',
    unit: 'ms',
    section: 'Time',
    origin: 'mapping',
    guide: { row: 15, name: 'endTime' },
    description: 'End of the session, connection or flow; for a connection that timed out its last sign of life.',
    samples: ['2026-01-24T12:06:37.000Z'],
    column: TIME,
    ecs: ['event.end'],
    ocsf: ['*:end_time'],
  },
  {
    token: 'duration',
    type: 'duration',
    unit: 's',
    section: 'Time',
    origin: 'mapping',
    guide: { row: 16, name: 'Duration' },
    description:
      'Length of the session, connection or flow as logged; where none is logged, endTime minus beginningTime.',
    samples: ['307'],
    column: UINT32,
    ecs: ['event.duration'],
    ocsf: ['*:duration'],
  },
  {
    token: 'collectorReceivedTime',
    type: 'date',
    unit: 'ms',
    section: 'Time',
    origin: 'internal',
    guide: { row: 9, name: 'CollectorReceivedTime' },
    description:
      'When Gatehouse took the line in, by its own clock. Far from eventTime means delay, a wrong clock or an old file.',
    samples: ['2026-01-24T12:06:37.412Z'],
    column: TIME,
    ecs: ['event.created'],
    ocsf: ['*:metadata.loggers.logged_time'],
  },
] as const satisfies readonly Field[];
