// Every complaint QQL can make, once: its code, its sentence and its remedy. A `{name}` is filled in per occurrence.
// The reference in docs/reference/qql.md lists the same codes; a test compares the two.

/** Half-open character range `[from, to)` in the query text, in UTF-16 code units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Entry {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
}

export const CODES = {
  'qql.too-long': {
    severity: 'error',
    message: 'The query has {length} characters; the limit is {limit}.',
    fix: 'Split it, or replace long lists of addresses by networks.',
  },
  'qql.too-deep': {
    severity: 'error',
    message: 'Parentheses and `not` are nested deeper than {limit} levels here.',
    fix: 'Remove parentheses that change nothing.',
  },
  'qql.too-many-clauses': {
    severity: 'error',
    message: 'The query has more than {limit} conditions.',
    fix: 'Join values of one token into a list: `token: [a, b, c]`.',
  },
  'qql.unclosed-quote': {
    severity: 'error',
    message: 'The quote {quote} is never closed.',
    fix: 'Add the closing quote. Before a closing quote write a backslash twice: `\\\\`.',
  },
  'qql.unclosed-bracket': {
    severity: 'error',
    message: '`{bracket}` is never closed.',
    fix: 'Add the closing bracket. A value that contains a bracket belongs in quotes.',
  },
  'qql.unexpected-bracket': {
    severity: 'error',
    message: '`{bracket}` closes nothing here.',
    fix: 'Remove it, or put the value in quotes when the bracket is part of it.',
  },
  'qql.missing-condition': {
    severity: 'error',
    message: 'A condition is missing {where}.',
    fix: 'Write a condition such as `userName: anna`, or remove the dangling word.',
  },
  'qql.missing-operator': {
    severity: 'error',
    message: '`and` or `or` is missing before `{next}`.',
    fix: 'Put `and` or `or` between the two conditions. If this text is part of the value, put the value in quotes.',
  },
  'qql.missing-value': {
    severity: 'error',
    message: 'A value is missing after `{operator}`.',
    fix: 'Write a value, or `is null` to find events that lack the token.',
  },
  'qql.unclosed-list': {
    severity: 'error',
    message: 'A comma or the closing bracket is missing before `{next}`.',
    fix: 'Separate the elements of a list by commas, and put an element in quotes when this text is part of it.',
  },
  'qql.missing-item': {
    severity: 'error',
    message: 'An element of the list is empty.',
    fix: 'Write a value between the commas, or remove one comma.',
  },
  'qql.malformed-range': {
    severity: 'error',
    message: 'This range is not of the form `[a .. b]`.',
    fix: 'Write two bounds with `..` between them; `*` leaves one end open.',
  },
  'qql.comparison-value': {
    severity: 'error',
    message: '`{operator}` compares with one value, not with a list, range or group.',
    fix: 'Write `{token}: …` for lists, ranges and groups, and `not` in front to negate them.',
  },
  'qql.unknown-token': {
    severity: 'error',
    message: 'There is no token `{token}`.',
    fix: '{suggestion}',
  },
  'qql.swallowed-condition': {
    severity: 'error',
    message: 'The value runs on into `{next}`, which looks like another condition.',
    fix: 'Put `and` or `or` before it. If it is part of the value, put the value in quotes.',
  },
  'qql.unsupported-operator': {
    severity: 'error',
    message: '`{operator}` does not work on {token}, which is of type {type}.',
    fix: '{token} takes {operators}.',
  },
  'qql.unsupported-wildcard': {
    severity: 'error',
    message: 'Wildcards do not work on {token}, which is of type {type}.',
    fix: '{remedy}',
  },
  'qql.free-wildcard': {
    severity: 'error',
    message: 'A wildcard without a token can stand only at the end of a word.',
    fix: 'Write `rawEvent: {pattern}`; a word is found by its beginning without any wildcard.',
  },
  'qql.token-as-word': {
    severity: 'warning',
    message: '`{token}` is a token, but no operator follows it, so it is searched as a word.',
    fix: 'Write `{query}`, or put the words in quotes.',
  },
  'qql.literal-wildcard': {
    severity: 'warning',
    message: '`{operator}` takes `*` and `?` literally.',
    fix: 'Write `{token}: {pattern}` to use them as wildcards.',
  },
  'qql.unknown-value': {
    severity: 'error',
    message: '`{value}` is no value of {token}.',
    fix: '{suggestion}',
  },
  'qql.empty-value': {
    severity: 'error',
    message: 'The value is empty, and no event holds an empty value.',
    fix: 'Write `{token} is null` to find events that lack it.',
  },
  'qql.no-words': {
    severity: 'error',
    message: 'There is no word in this value to search for: it holds neither a letter nor a digit.',
    fix: 'Use wildcards (`{token}: *-*`) or backticks around the whole value.',
  },
  'qql.bad-number': {
    severity: 'error',
    message: '`{value}` is no whole number.',
    fix: 'Write digits only, for example `{token}: 42`.',
  },
  'qql.bad-bytes': {
    severity: 'error',
    message: '`{value}` is no number of bytes.',
    fix: 'Write a number and, if you like, one of B, KB, MB, GB, TB: `{token} > 10 MB`. One KB is 1024 bytes.',
  },
  'qql.bad-port': {
    severity: 'error',
    message: '`{value}` is no port: ports are whole numbers from 0 to 65535.',
    fix: 'Write a port, for example `{token}: 443`.',
  },
  'qql.bad-duration': {
    severity: 'error',
    message: '`{value}` is no duration of whole seconds.',
    fix: 'Write hh:mm:ss or a number with s, m, h or d: `{token} > 00:05:00`, `{token} > 5m`.',
  },
  'qql.bad-date': {
    severity: 'error',
    message: '`{value}` is no date.',
    fix: 'Write `2024-09-15`, `2024-09-15T10:30:00Z` or a date relative to now: `now-7d`, `now/d`. Units: s m h d w M y.',
  },
  'qql.bad-address': {
    severity: 'error',
    message: '`{value}` is no IP address or network.',
    fix: 'Write `192.0.2.7`, `192.0.2.0/24`, `192.0.2.1-192.0.2.9`, `192.0.*` or `2001:db8::/32`.',
  },
  'qql.address-family': {
    severity: 'error',
    message: '{token} holds IPv{held} addresses only, and `{value}` is IPv{given}.',
    fix: '{suggestion}',
  },
  'qql.mixed-families': {
    severity: 'error',
    message: 'The range begins with an IPv4 address and ends with an IPv6 address, or the reverse.',
    fix: 'Write one range for each: `{token}: [a .. b] or {token}: [c .. d]`.',
  },
  'qql.bad-boolean': {
    severity: 'error',
    message: '`{value}` is neither true nor false.',
    fix: 'Write `{token}: true` or `{token}: false`.',
  },
  'qql.bad-coordinates': {
    severity: 'error',
    message: '`{value}` is no pair of coordinates.',
    fix: 'Write latitude and longitude in degrees: `{token}: 37.35,-121.95`, or a box from its south-west to its north-east corner: `{token}: [37,-123 .. 38,-121]`.',
  },
  'qql.reversed-range': {
    severity: 'error',
    message: 'The range ends before it begins.',
    fix: 'Write the smaller bound first: `{range}`.',
  },
  'qql.unknown-zone': {
    severity: 'error',
    message: 'There is no time zone `{zone}`.',
    fix: 'Use an IANA name such as `Europe/Berlin`, or `UTC`.',
  },
  'qql.too-many-diagnostics': {
    severity: 'error',
    message: 'More than {limit} problems; the rest is not listed.',
    fix: 'Mend the ones above first.',
  },
} as const satisfies Record<string, Entry>;

export type DiagnosticCode = keyof typeof CODES;

export interface Diagnostic extends Span {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** Texts that could stand in its place, where there are such; the likeliest first. */
  readonly instead?: readonly string[];
}

/** What fills the sentences of a complaint. */
export interface Details {
  readonly [name: string]: string | number | readonly string[];
  readonly instead?: readonly string[];
}

export function diagnostic(code: DiagnosticCode, span: Span, values: Details = {}): Diagnostic {
  const entry: Entry = CODES[code];
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => shorten(String(values[name] ?? name)));
  return {
    code,
    severity: entry.severity,
    from: span.from,
    to: span.to,
    message: fill(entry.message),
    fix: fill(entry.fix),
    ...(values.instead === undefined ? {} : { instead: values.instead }),
  };
}

// A value of 60,000 characters would make the complaint longer than any screen.
function shorten(value: string): string {
  return value.length > 200 ? `${value.slice(0, 197)}…` : value;
}

/** The only error QQL throws. */
export class QqlError extends Error {
  override readonly name = 'QqlError';
  readonly diagnostic: Diagnostic;

  constructor(problem: Diagnostic) {
    super(problem.message);
    this.diagnostic = problem;
  }
}
