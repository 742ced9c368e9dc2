// Values on which another parser's expectations and ours differ, who is right, and why.

export interface Disagreement {
  /** `parser number path`, as in expected-values.ts. */
  readonly value: string;
  readonly right: 'ours' | 'theirs' | 'both';
  readonly why: string;
}

interface Reason {
  readonly parser: 'sekoia' | 'elastic';
  readonly right: Disagreement['right'];
  readonly why: string;
  /** Number of their event → paths. */
  readonly values: readonly (readonly [event: number, ...paths: string[]])[];
}

const reasons: readonly Reason[] = [
  {
    parser: 'sekoia',
    right: 'both',
    why: 'They take users, addresses and a verdict out of the free text of Message events. We keep the text whole and guess nothing from it.',
    values: [
      [3, 'event.outcome', 'destination.ip', 'source.ip', 'user.name'],
      [18, 'event.outcome', 'destination.ip', 'source.ip'],
      [20, 'event.outcome', 'destination.ip', 'rule.name', 'source.ip', 'user.name'],
      [22, 'client.ip', 'user.name'],
    ],
  },
  {
    parser: 'sekoia',
    right: 'ours',
    why: 'Blanks just inside the quotes of a Message carry nothing.',
    values: [[3, 'event.reason']],
  },
  {
    parser: 'sekoia',
    right: 'both',
    why: 'Shell history and access logs of the management web server are no audit messages: we keep them as text.',
    values: [
      [6, 'process.command_line', 'user.name'],
      [7, 'process.command_line', 'user.name'],
      [14, 'destination.ip', 'http.request.method', 'source.ip', 'url.original', 'user_agent.original'],
      [15, '@timestamp', 'destination.ip', 'http.request.method', 'source.ip', 'url.original'],
    ],
  },
  {
    parser: 'sekoia',
    right: 'ours',
    why: 'They keep the body of a trap as one reason, with the doubled quotes of the CSV around it; we read its keys.',
    values: [[17, 'event.reason']],
  },
  {
    parser: 'sekoia',
    right: 'ours',
    why: 'They cut the TLS version at the dot, which makes 1.2 and 1.3 look like 1.0.',
    values: [
      [19, 'tls.version'],
      [26, 'tls.version'],
      [27, 'tls.version'],
    ],
  },
  {
    parser: 'sekoia',
    right: 'ours',
    why: 'The URL of a web request is host and path; they keep the host alone.',
    values: [[25, 'url.original']],
  },
  {
    parser: 'elastic',
    right: 'ours',
    why: 'The last number of the header is no severity: it is 0 on errors and on debug lines alike. The priority says 7 and 6.',
    values: [
      [1, 'event.severity'],
      [2, 'event.severity'],
      [3, 'event.severity'],
    ],
  },
  {
    parser: 'elastic',
    right: 'ours',
    why: 'The user is the value of User; they take the one of the context, which is another after a mapping by SAML.',
    values: [[2, 'user.name']],
  },
  {
    parser: 'elastic',
    right: 'ours',
    why: 'N/A in the place of groups and 0.0.0.0:0 in the place of a virtual server mean that there is none.',
    values: [
      [3, 'citrix_adc.log.groups', 'group.name'],
      [3, 'citrix_adc.log.vserver.ip', 'citrix_adc.log.vserver.port', 'server.ip', 'server.port'],
    ],
  },
];

export const disagreements: readonly Disagreement[] = reasons.flatMap(({ parser, right, why, values }) =>
  values.flatMap(([event, ...paths]) => paths.map((path) => ({ value: `${parser} ${event} ${path}`, right, why }))),
);
