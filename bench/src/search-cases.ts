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
    { name: 'everything', query: '' },
  ];
}
