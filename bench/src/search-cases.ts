/**
 * The searches that are timed, in QQL. Values come from the store itself, so that each finds something: one row in the middle of
 * the newest input is the example.
 */

export interface Example {
  readonly userName: string;
  readonly sourceIpv4: string;
  readonly sessionId: string;
  /** A word that occurs in one line. */
  readonly connection: string;
  /** ISO 8601, an hour of the newest input. */
  readonly from: string;
  readonly to: string;
}

export interface SearchCase {
  readonly name: string;
  readonly query: string;
}

export function searchCases(example: Example): readonly SearchCase[] {
  const { userName, sourceIpv4, sessionId, connection, from, to } = example;
  return [
    { name: 'a user', query: `userName: \`${userName}\`` },
    { name: 'an address', query: `sourceIpv4: ${sourceIpv4}` },
    { name: 'a session', query: `sessionId: ${sessionId}` },
    { name: 'a network', query: `sourceIpv4: ${sourceIpv4.replace(/\d+$/, '0')}/24` },
    { name: 'outcome in an hour', query: `outcome: Failure and eventTime: [${from} .. ${to}]` },
    { name: 'text, a word of one line', query: connection },
    { name: 'text, a user as a word', query: userName },
    { name: 'text, a frequent word', query: 'Engineering' },
    { name: 'text, a word of no line', query: 'zzunseen' },
    { name: 'text, an address', query: sourceIpv4 },
    { name: 'text, a number', query: '1433' },
    { name: 'text, a number of few lines', query: sessionId },
    { name: 'text, a name and a number', query: 'Engineering 1433' },
    { name: 'text, the beginning of a word', query: 'Engin*' },
    {
      name: 'one of several',
      query: `userName: \`${userName}\` or sourceIpv4: ${sourceIpv4} or sessionId: ${sessionId}`,
    },
    { name: 'the end of a name', query: `userName: *${userName.slice(-4)}` },
    { name: 'anywhere in a URL', query: 'requestUrl: *vendors*' },
    { name: 'not', query: 'eventName: LOGIN_FAILED and not message: locked' },
    { name: 'everything', query: '' },
  ];
}
