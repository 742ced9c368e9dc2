// What the table of configuration keys may say of a key, and the types that derive from it.

export const LISTENER_KINDS = ['udp', 'tcp', 'tls', 'relp', 'relp-tls', 'file', 'spool'] as const;
export type ListenerKind = (typeof LISTENER_KINDS)[number];

/** How the text of a value is read; what a person may write is in `VALUE_TYPES`. */
export type ValueType =
  | 'text'
  | 'id'
  | 'path'
  | 'address'
  | 'origin'
  | 'port'
  | 'integer'
  | 'bytes'
  | 'seconds'
  | 'milliseconds'
  | 'boolean'
  | 'choice'
  | 'zone'
  | 'networks'
  | 'paths';

/** Type → how it is written, for the reference. */
export const VALUE_TYPES = {
  text: 'text',
  id: 'letters, digits, `_` and `-`, at most 64',
  path: 'path; relative ones start at the folder of the file, or where they come from elsewhere at the current folder',
  address: 'IPv4 or IPv6 address',
  origin: '`https://` and a name, with `:port` where it is another one than usual',
  port: '0 to 65535; 0 is any free one',
  integer: 'whole number',
  bytes: 'number of bytes, or with a unit: `64 KiB`, `4 GiB` (KB, MB, GB mean the same, powers of 1024)',
  seconds: 'number of seconds, or with a unit: `90 s`, `15 m`, `2 h`',
  milliseconds: 'number of milliseconds, or with a unit: `20 ms`, `1 s`',
  boolean: '`true` or `false`',
  choice: 'one of the words',
  zone: 'IANA name (`Europe/Paris`), `UTC` or an offset (`+02:00`)',
  paths: 'list of paths; in one line: separated by commas',
  networks: 'list of networks (`192.0.2.0/24`, `2001:db8::/32`); in one line: separated by commas',
} as const satisfies Record<ValueType, string>;

export type Value = string | number | boolean | readonly string[] | null;

export interface ConfigKey {
  readonly type: ValueType;
  readonly description: string;
  /** As it may stand in the file. */
  readonly example: string;
  /** Has no default: somebody has to say it. */
  readonly required?: true;
  /** Null: may be left out. A record: by kind of listener. */
  readonly default?: Value | Readonly<Partial<Record<ListenerKind, Value>>>;
  /** Where it is not set, the value of this key counts. */
  readonly inherits?: string;
  /** Kinds of listeners that know the key; absent for all of them. */
  readonly kinds?: readonly ListenerKind[];
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Never printed, nor logged. */
  readonly secret?: true;
}

type Table = Readonly<Record<string, ConfigKey>>;

type Scalar<Key extends ConfigKey> = Key extends { choices: readonly (infer Choice)[] }
  ? Choice
  : Key['type'] extends 'boolean'
    ? boolean
    : Key['type'] extends 'port' | 'integer' | 'bytes' | 'seconds' | 'milliseconds'
      ? number
      : Key['type'] extends 'networks' | 'paths'
        ? readonly string[]
        : string;

type ValueOf<Key extends ConfigKey> = Key extends { default: null } ? Scalar<Key> | null : Scalar<Key>;

type Head<Path> = Path extends `${infer First}.${string}` ? First : Path;

type Below<Keys extends Table, First extends string> = {
  [Path in keyof Keys as Path extends `${First}.${infer Rest}` ? Rest : never]: Keys[Path];
};

/** Dotted paths become nested objects. */
type Nested<Keys extends Table> = {
  readonly [First in Head<keyof Keys> & string]: First extends keyof Keys
    ? ValueOf<Keys[First]>
    : Nested<Below<Keys, First>>;
};

type IsOfKind<Key, Kind> = Key extends { kinds: readonly (infer Known)[] } ? (Kind extends Known ? true : false) : true;

type ListenerTable<Keys extends Table, Kind extends ListenerKind> = {
  [Path in keyof Keys as Path extends `listeners[].${infer Rest}`
    ? IsOfKind<Keys[Path], Kind> extends true
      ? Rest
      : never
    : never]: Keys[Path];
};

/** One listener of the kind, with the keys that the kind knows and no others. */
export type ListenerOf<Keys extends Table, Kind extends ListenerKind> = {
  readonly [Each in Kind]: Omit<Nested<ListenerTable<Keys, Each>>, 'kind'> & { readonly kind: Each };
}[Kind];

type ServerTable<Keys extends Table> = {
  [Path in keyof Keys as Path extends `listeners[].${string}` ? never : Path]: Keys[Path];
};

export type ConfigOf<Keys extends Table> = Nested<ServerTable<Keys>> & {
  readonly listeners: readonly ListenerOf<Keys, ListenerKind>[];
};
