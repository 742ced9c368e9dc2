// Where one line is taken apart: collects claims, the event and its defects while the readers work.
// The only mutable object of a reading; readers get it as their first argument and return where they stopped.

import type { EventDraft, Token, ValueOf } from '@gatehouse/model';
import type { DateParts } from '../decode/date.js';
import type { Span } from '../decode/scan.js';
import type { Stamp } from '../decode/stamp.js';
import type { DefectCode } from './defects.js';
import type { Claim, Derivation, Writing } from './reading.js';

export interface ValueClaim extends Span {
  readonly rule: string;
  readonly writing: Writing;
  readonly tokens?: readonly Token[];
  readonly attribute?: string;
  readonly zone?: 'utc' | 'source';
}

type ClaimedValue = Extract<Claim, { role: 'value' }>;
type MutableValueClaim = { -readonly [Key in keyof ClaimedValue]: ClaimedValue[Key] };

/** A date in the body, kept until the order of the line is decided. */
export interface PendingTime {
  readonly date: DateParts | Stamp;
  readonly isGmt: boolean;
  readonly token: Token | null;
  readonly attribute: string;
  readonly rule: string;
}

const MOST_ATTRIBUTES = 200;

export class Sheet {
  readonly text: string;
  readonly event: EventDraft = {};
  readonly claims: Claim[] = [];
  readonly derived: Partial<Record<Token, Derivation>> = {};
  readonly attributes: Record<string, string> = {};
  readonly times: PendingTime[] = [];
  readonly #defects = new Set<DefectCode>();
  /** Address in `Context user@address`; it becomes the client's where no label names one. */
  contextAddress: Span | null = null;
  /** Host of a request whose path has not been read yet. */
  requestHost: Span | null = null;
  #hasConstantAttribute = false;
  #attributeCount = 0;

  constructor(text: string) {
    this.text = text;
  }

  slice({ from, to }: Span): string {
    return this.text.slice(from, to);
  }

  literal({ from, to }: Span, rule: string): void {
    if (to > from) this.claims.push({ role: 'literal', from, to, rule });
  }

  /** Claims bytes without setting anything; the caller sets the tokens. */
  value({ from, to, rule, writing, tokens = [], attribute, zone }: ValueClaim): void {
    if (to <= from) return;
    const claim: MutableValueClaim = { role: 'value', from, to, rule, writing, tokens };
    if (attribute !== undefined) claim.attribute = attribute;
    if (zone !== undefined) claim.zone = zone;
    this.claims.push(claim);
  }

  set<T extends Token>(token: T, value: ValueOf<T>): void {
    (this.event as { [Key in T]?: ValueOf<T> })[token] = value;
  }

  has(token: Token): boolean {
    return Object.hasOwn(this.event, token);
  }

  /** A token that every line of this form has with this value. */
  constant<T extends Token>(token: T, value: ValueOf<T>, rule: string): void {
    this.set(token, value);
    this.derived[token] = { rule, kind: 'constant', from: [] };
  }

  /** Takes a constant back that a value of the line replaces. */
  replaceConstant(token: Token): void {
    delete this.derived[token];
    delete this.event[token];
  }

  computed<T extends Token>(token: T, value: ValueOf<T>, derivation: { rule: string; from: readonly Token[] }): void {
    this.set(token, value);
    this.derived[token] = { ...derivation, kind: 'computed' };
  }

  /** Sets a string token from its bytes. */
  textToken(token: TextToken, span: Span, { rule, writing = 'text' }: { rule: string; writing?: Writing }): void {
    if (span.to <= span.from) return;
    this.value({ from: span.from, to: span.to, rule, writing, tokens: [token] });
    this.set(token, this.slice(span));
  }

  attribute(name: string, span: Span, { rule, writing = 'text' }: { rule: string; writing?: Writing }): void {
    if (span.to <= span.from) return;
    if (!this.hasRoom) return this.defect('unclaimed-text');
    const free = this.freeName(name);
    this.#attributeCount++;
    this.value({ from: span.from, to: span.to, rule, writing, attribute: free });
    this.attributes[free] = this.slice(span);
  }

  /** Beyond this many attributes a line is made to be long: the rest stays in the raw line alone. */
  get hasRoom(): boolean {
    return this.#attributeCount < MOST_ATTRIBUTES;
  }

  /** An attribute whose value is one of the grammar's own words. */
  constantAttribute(name: string, value: string): void {
    if (!this.hasRoom) return this.defect('unclaimed-text');
    this.#attributeCount++;
    this.attributes[this.freeName(name)] = value;
    this.#hasConstantAttribute = true;
  }

  get hasConstantAttribute(): boolean {
    return this.#hasConstantAttribute;
  }

  /** `__proto__` and a second value of the same name must not overwrite anything. */
  freeName(name: string): string {
    if (name !== '__proto__' && !Object.hasOwn(this.attributes, name)) return name;
    for (let number = 2; ; number++) {
      const numbered = `${name} ${number}`;
      if (!Object.hasOwn(this.attributes, numbered)) return numbered;
    }
  }

  defect(code: DefectCode): void {
    this.#defects.add(code);
  }

  get defects(): readonly DefectCode[] {
    return [...this.#defects].sort();
  }
}

export type TextToken = Extract<
  Token,
  | 'userName'
  | 'contextUser'
  | 'userAgent'
  | 'message'
  | 'command'
  | 'application'
  | 'externalId'
  | 'requestUrl'
  | 'httpMethod'
  | 'deniedByPolicy'
  | 'logoutMethod'
  | 'clientType'
  | 'deviceName'
  | 'deviceHost'
  | 'partition'
  | 'category'
  | 'eventName'
  | 'packetEngine'
>;
