// The vocabulary of a source pack: which events a product writes, which labels stand in their bodies, and which token
// each label fills. A pack is data; the reader in packages/server/src/map interprets it. No regular expressions here.

import type { Token } from './dictionary.js';

/** How the characters after a label are read and checked. */
export type ValueKind =
  | 'text' //      up to the next separator; between quotes when it starts with one
  | 'word' //      up to the next blank
  | 'user' //      account name, byte for byte; `********` and nothing are absences
  | 'account' //   user:domain, split at the last colon
  | 'number' //    unsigned, 64 bits
  | 'id' //        unsigned number kept as text
  | 'time' //      date and time of the appliance, quoted or not
  | 'duration' //  hh:mm:ss
  | 'groups' //    comma-separated; `N/A` is an absence
  | 'forwarded' // addresses of an X-Forwarded-For header
  | 'access' //    Allowed | Denied
  | 'status' //    Success | Done | ERROR: …
  | 'verdict' //   … passed | failed | TRUE(n) | FALSE(n) | PASSED(n)
  | 'host' //      host of a request whose path follows under another label
  | 'request' //   METHOD path, or METHOD url
  | 'flag'; //     a label that has no value

/** Whose address it is; decides between the IPv4, IPv6 and port tokens. */
export type AddressRole = 'client' | 'source' | 'destination' | 'nat' | 'virtual';

interface LabelBase {
  /** As the appliance writes it, with its colon where it has one. */
  readonly label: string;
  /** Anything may stand in the value, even separators and labels: its end is found from what follows it. */
  readonly free?: true;
  /** Lines without this label are in order. */
  readonly optional?: true;
  /** Of several occurrences the last one is the appliance's own. */
  readonly pick?: 'last';
  /** Name in `attributes` where no token takes the value; the label without its colon unless stated. */
  readonly attribute?: string;
  /** The event carries this label twice: the last one counts, the first is kept in `attributes` as it stands. */
  readonly twice?: true;
  /** A single blank may stand in front of it instead of a separator. */
  readonly afterBlank?: true;
  /** What follows the value and is no part of it, for example ` ms` or `%`. */
  readonly unit?: string;
}

export type LabelRow =
  | (LabelBase & { readonly kind: ValueKind; readonly token?: Token })
  | (LabelBase & { readonly kind: 'address' | 'endpoint' | 'port'; readonly role: AddressRole });

/** What stands in front of the labels of a body. */
export type Opening =
  | 'context' // [Logout handler : ]Context user@address - SessionId: n -
  | 'tags' //    [TECHSUPPORT][LAUNCH][TCP][CGP][ICAUUID=…]
  | 'text'; //   words before the first label, which become the message

/** Bodies that are read by position rather than by label. */
export type BodyReader =
  | 'http-request' // HOST User U : Group(s) G : Vserver V - TIME : SSO is ON : METHOD URL - -
  | 'appfw' //        CLIENT TRANSACTION-PPEn SESSION PROFILE URL TEXT <action>
  | 'trap' //         name (key = value, …)
  | 'message'; //     "free text"

export interface LabelledBody {
  readonly opening: readonly Opening[];
  readonly labels: readonly LabelRow[];
}

export interface EventGrammar {
  /** Event names that share this body. */
  readonly events: readonly string[];
  /** Modules that write it; the first one is inferred where the header has lost it, none for an empty list. */
  readonly modules: readonly string[];
  readonly body: LabelledBody | BodyReader;
  /** Where the event itself proves it. */
  readonly outcome?: 'Success' | 'Failure';
}

/** Class and activity of the Open Cybersecurity Schema Framework, by their names. */
export type OcsfActivity =
  | readonly ['authentication', 'logon' | 'logoff' | 'other']
  | readonly ['network_activity', 'open' | 'close' | 'fail' | 'refuse' | 'traffic' | 'other'];

/** How messages can come in. */
export type SetupWay = 'udp' | 'tcp' | 'tls' | 'relp' | 'relp-tls' | 'file' | 'spool';

/** One step to make the product send its log. */
export interface SetupTemplate {
  /** Ways in that it is for. */
  readonly ways: readonly SetupWay[];
  readonly title: string;
  readonly text: string;
  /** `{address}`, `{port}`, `{path}` and `{transport}` (`UDP`, `TCP`) are those of the listener. */
  readonly commands: readonly string[];
}

export interface SourcePack {
  readonly id: string;
  /** Head of the mapping guide, and what the catalog says. */
  readonly product: {
    readonly name: string;
    readonly versions: string;
    readonly formats: readonly string[];
    readonly summary: string;
  };
  readonly setup: readonly SetupTemplate[];
  /** Values of the internal fields that are the same on every event of the pack. */
  readonly constants: {
    readonly deviceType: string;
    readonly deviceVendor: string;
    readonly deviceModel: string;
    readonly tags: readonly string[];
  };
  readonly events: readonly EventGrammar[];
  /** Event name → what it is in OCSF; the others are base events. */
  readonly ocsf: Readonly<Record<string, OcsfActivity>>;
}
