/**
 * Lines under somebody else's control: forged labels in user names and user agents, control bytes, bytes that are no text,
 * endless values, cut lines, line feeds. The truth says what a right reader makes of them; what cannot be known is not said.
 */
import { type Attempt, loginFailed, WRONG_PASSWORD } from './aaa-entries.js';
import { escapedBytes } from './bytes.js';
import type { Facts } from './entry.js';
import { ENGINES, PAIRS } from './network.js';
import type { Occurrence, Spoil } from './occurrence.js';
import type { Random } from './random.js';
import type { ScenarioDay, Task } from './scenario.js';

const FORGED = '192.0.2.250';
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; rv:135.0) Gecko/20100101 Firefox/135.0';
const KIBIBYTE = 1024;
const HEADER_FACTS = ['eventTime', 'deviceName', 'category', 'eventName', 'sessionId', 'ppeId'] as const;

export interface Trick {
  readonly name: string;
  readonly attempt: (random: Random) => Partial<Attempt>;
  readonly spoil?: Spoil;
}

/** Of a line that was cut in its body, the header stays. */
function onlyHeader(facts: Facts): Facts {
  return Object.fromEntries(
    HEADER_FACTS.flatMap((token) => (facts[token] === undefined ? [] : [[token, facts[token]]])),
  );
}

const nothing = (): Facts => ({});

export const TRICKS: readonly Trick[] = [
  {
    name: 'labels-in-user',
    attempt: () => ({ userName: `guest - Client_ip ${FORGED} - Failure_reason "none"` }),
  },
  {
    name: 'labels-in-agent',
    attempt: () => ({ userAgent: `curl/8 - Client_ip ${FORGED} - Failure_reason "none" - Group(s) "Domain Admins"` }),
  },
  {
    name: 'header-in-user',
    attempt: () => ({
      userName: '<134> 03/17/2026:00:00:00 GMT gw-vie-1 0-PPE-0 : default SSLVPN LOGIN 1 0 : User nsroot',
    }),
  },
  { name: 'sql-in-user', attempt: () => ({ userName: "x'; DROP TABLE events; --x" }) },
  { name: 'markup-in-user', attempt: () => ({ userName: '<img src=x onerror=alert(1)>' }) },
  { name: 'formula-in-user', attempt: () => ({ userName: '=HYPERLINK("http://192.0.2.250/","open")' }) },
  { name: 'parameter-in-user', attempt: () => ({ userName: '{tenant:String}' }) },
  { name: 'path-in-user', attempt: () => ({ userName: '../../../../etc/passwd%00' }) },
  { name: 'terminal-codes', attempt: () => ({ userAgent: '\u001b[2J\u001b]0;owned\u0007\u001b[31mcurl' }) },
  { name: 'nul-and-tab', attempt: () => ({ userName: 'ad\u0000min\tx' }) },
  { name: 'carriage-return', attempt: () => ({ userName: 'first\rsecond' }) },
  { name: 'right-to-left', attempt: () => ({ userName: 'nimda\u202egnp.exe' }) },
  { name: 'look-alike', attempt: () => ({ userName: '\u0430dministr\u0430tor' }) },
  { name: 'not-nfc', attempt: () => ({ userName: 'zoe\u0308' }) },
  { name: 'leaked-memory', attempt: (random) => ({ userName: leaked(random) }) },
  { name: 'long-user', attempt: () => ({ userName: 'A'.repeat(20 * KIBIBYTE) }) },
  { name: 'beyond-limit', attempt: () => ({ userAgent: 'B'.repeat(96 * KIBIBYTE) }) },
  {
    name: 'cut',
    attempt: () => ({}),
    spoil: {
      change: (line) => line.slice(0, line.indexOf('Failure_reason "') + 'Failure_reason "Ext'.length),
      leaves: onlyHeader,
    },
  },
  {
    name: 'cut-in-header',
    attempt: () => ({}),
    spoil: { change: (line) => line.slice(0, '<132> 03/17/2026:08'.length), leaves: nothing },
  },
  { name: 'second-half', attempt: () => ({}), spoil: { change: () => '"', leaves: nothing } },
  {
    name: 'other-process',
    attempt: () => ({}),
    spoil: { change: () => 'nsconfigd[1204]: running configuration written in 312 ms', leaves: nothing },
  },
];

/** What CVE-2025-5777 puts where a user name belongs: memory, never valid UTF-8. */
function leaked(random: Random): string {
  const bytes = Array.from({ length: 48 }, () => random.between(0x80, 0xbf));
  return `session=${escapedBytes(...bytes)}`;
}

/** A failed login of the kind. */
export function trickTask(
  trick: Trick,
  { random, world }: ScenarioDay,
  frame: Pick<Occurrence, 'at' | 'scenario'>,
): Task {
  const usual: Attempt = {
    userName: random.pick(world.people).userName,
    client: world.addresses.abroad(),
    reason: WRONG_PASSWORD,
    userAgent: BROWSER,
  };
  const occurrence: Occurrence = {
    ...frame,
    gateway: random.pick(PAIRS).active,
    engine: random.below(ENGINES),
    entry: loginFailed({ ...usual, ...trick.attempt(random) }),
    trick: trick.name,
    ...(trick.spoil === undefined ? {} : { spoil: trick.spoil }),
  };
  return { at: frame.at, play: () => [occurrence] };
}
