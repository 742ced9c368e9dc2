import type { Token } from '@gatehouse/model';

/** What a table of events shows when nothing else is asked for. */
export const TABLE_TOKENS: readonly Token[] = [
  'eventTime',
  'eventName',
  'outcome',
  'userName',
  'sourceIpv4',
  'destinationIpv4',
  'deviceName',
  'message',
];
