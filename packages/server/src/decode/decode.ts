// Line → header. Reads from the left, one part after the other; see header.ts for the picture.
// In: the unwrapped text. Out: a header; of kind `none` when the line is no audit message, with whatever a relay added.

import { readClock, readDate } from './date.js';
import { emptyHeader, type Header, type HeaderDraft } from './header.js';
import {
  bracketedNumberEnd,
  type Engine,
  isModule,
  partsOf,
  readAnonymousEngine,
  readEngine,
  readNames,
} from './names.js';
import { digitsEnd, isDigit, type Span, skipBlanks, wordEnd } from './scan.js';
import { readPriority, readPriorityWord } from './severity.js';
import { readIsoStamp, readStamp } from './stamp.js';
import { BOM } from './unwrap.js';

/** Words in front of a date that can be hosts: the relay, and the address of the appliance. */
const MOST_RELAYS = 2;
/** Beyond that many unexplained words a line is something else. */
const MOST_PARTS = 16;

export interface HeaderContext {
  /** Whether the pack knows an event of this name; the short form is recognised by it. */
  isEvent(name: string): boolean;
}

export function decodeHeader(text: string, span: Span, context: HeaderContext): Header {
  return new HeaderReader(text, span, context).read();
}

class HeaderReader {
  readonly #text: string;
  readonly #context: HeaderContext;
  readonly #header: HeaderDraft;
  #at: number;
  #to: number;

  constructor(text: string, span: Span, context: HeaderContext) {
    this.#text = text;
    this.#context = context;
    this.#header = emptyHeader(span);
    this.#at = span.from;
    this.#to = span.to;
  }

  read(): Header {
    this.#readFront();
    if (!this.#readRfc5424() && !this.#readParts()) this.#header.kind = 'none';
    return this.#header;
  }

  /** Octet count (RFC 6587 section 3.4.1), priority, and the file name that grep puts in front. */
  #readFront(): void {
    const countTo = digitsEnd(this.#text, this.#at, this.#to);
    const afterCount = skipBlanks(this.#text, countTo, this.#to);
    if (countTo > this.#at && readPriority(this.#text, afterCount) !== null) {
      this.#header.ignored.push({ from: this.#at, to: countTo });
      this.#at = afterCount;
    }
    const priority = readPriority(this.#text, this.#at);
    if (priority === null) return this.#readFileName();
    this.#header.priority = priority;
    this.#at = priority.to;
  }

  #readFileName(): void {
    const end = wordEnd(this.#text, this.#at, Math.min(this.#to, this.#at + 512));
    for (
      let colon = this.#text.indexOf(':', this.#at);
      colon > this.#at && colon < end;
      colon = this.#text.indexOf(':', colon + 1)
    ) {
      const at = colon + 1;
      const priority = readPriority(this.#text, at);
      if (priority === null && !this.#isStart(at)) continue;
      if (readDate(this.#text, this.#at) !== null || readStamp(this.#text, this.#at) !== null) return;
      this.#header.ignored.push({ from: this.#at, to: at });
      this.#header.hasFileName = true;
      this.#header.priority = priority;
      this.#at = priority?.to ?? at;
      return;
    }
  }

  #isStart(at: number): boolean {
    return (
      readDate(this.#text, at) !== null || readStamp(this.#text, at) !== null || readEngine(this.#text, at) !== null
    );
  }

  /** `<PRI>1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID SD MSG`; true when the line has this shape. */
  #readRfc5424(): boolean {
    const { priority } = this.#header;
    if (priority === null || !this.#text.startsWith('1 ', priority.to)) return false;
    const timeFrom = priority.to + 2;
    const stamp = readIsoStamp(this.#text, timeFrom);
    if (stamp === null && !this.#text.startsWith('- ', timeFrom)) return false;
    const words: Span[] = [];
    let at = stamp?.to ?? timeFrom + 1;
    for (let count = 0; count < 4; count++) {
      const from = skipBlanks(this.#text, at, this.#to);
      words.push({ from, to: (at = wordEnd(this.#text, from, this.#to)) });
    }
    const [host, app, process, id] = words;
    const dataFrom = skipBlanks(this.#text, at, this.#to);
    const dataTo = this.#structuredDataEnd(dataFrom);
    if (host === undefined || app === undefined || process === undefined || id === undefined || dataTo < 0)
      return false;
    this.#header.stamp = stamp;
    this.#keepWord(host, this.#header.relays);
    this.#keepWord(id, this.#header.ignored);
    if (dataTo > dataFrom + 1) this.#header.ignored.push({ from: dataFrom, to: dataTo });
    const messageFrom = skipBlanks(this.#text, dataTo, this.#to);
    this.#at = this.#text.startsWith(BOM, messageFrom) ? messageFrom + BOM.length : messageFrom;
    return this.#readRfc5424Message(app, process);
  }

  /** The nil value `-` is a separator like any other. */
  #keepWord(word: Span, list: Span[]): void {
    if (!(word.to === word.from + 1 && this.#text.charCodeAt(word.from) === 45)) list.push(word);
  }

  /** `-`, or `[id name="value" …]…` where `\]` is no end; -1 when it is neither. */
  #structuredDataEnd(from: number): number {
    if (this.#text.charCodeAt(from) === 45) return from + 1;
    let at = from;
    while (this.#text.charCodeAt(at) === 91 && at < this.#to) {
      do at = this.#text.indexOf(']', at + 1);
      while (at > 0 && this.#text.charCodeAt(at - 1) === 92);
      if (at < 0 || at >= this.#to) return -1;
      at++;
    }
    return at > from ? at : -1;
  }

  #readRfc5424Message(app: Span, process: Span): boolean {
    const engine = readEngine(this.#text, process.from);
    if (this.#text.startsWith('CEF:', this.#at)) {
      this.#keepWord(app, this.#header.ignored);
      this.#keepEngine(engine, process);
      return this.#acceptCef();
    }
    const names = readNames(this.#text, { from: this.#at, to: this.#to });
    const parts = names === null || names.numbers.length === 0 ? null : partsOf(this.#text, names.words, false);
    if (names === null || parts === null || !isModule(this.#text, app)) {
      this.#header.ignored.push(
        ...[app, process].filter(({ from, to }) => to > from + 1 || this.#text.charCodeAt(from) !== 45),
      );
      return this.#readParts();
    }
    this.#keepEngine(engine, process);
    Object.assign(this.#header, parts, { category: app });
    return this.#acceptNames('rfc5424', names.numbers, names.to);
  }

  #keepEngine(engine: Engine | null, process: Span): void {
    if (engine === null) return this.#keepWord(process, this.#header.ignored);
    Object.assign(this.#header, { node: engine.node, engine: engine.engine, ppe: engine.ppe });
  }

  #acceptCef(): boolean {
    this.#header.kind = 'cef';
    this.#header.body = { from: this.#at, to: this.#to };
    return true;
  }

  /** Stamps, priority words, hosts, in any order, until a header proper begins. */
  #readParts(): boolean {
    for (let part = 0; part < MOST_PARTS; part++) {
      this.#at = skipBlanks(this.#text, this.#at, this.#to);
      if (this.#at >= this.#to) return false;
      if (this.#text.startsWith('CEF:', this.#at)) return this.#acceptCef();
      if (this.#readAudit() || this.#readBracketed() || this.#readShort()) return true;
      if (!this.#readStampPart() && !this.#readRepeats() && !this.#readWord()) return false;
    }
    return false;
  }

  #readStampPart(): boolean {
    const word = readPriorityWord(this.#text, this.#at);
    if (word !== null) {
      this.#header.hasPriorityWord = true;
      this.#header.priority ??= word;
      if (this.#header.priority !== word) this.#header.ignored.push(word);
      this.#at = word.to;
      return true;
    }
    const stamp = readStamp(this.#text, this.#at);
    if (stamp === null) return false;
    if (this.#header.stamp === null) this.#header.stamp = stamp;
    else this.#header.ignored.push(stamp);
    this.#at = this.#text.startsWith(' GMT ', stamp.to) ? stamp.to + 5 : stamp.to;
    return true;
  }

  /** `message repeated N times: [ … ]` of rsyslog and the BSD syslogd. */
  #readRepeats(): boolean {
    if (!this.#text.startsWith('message repeated ', this.#at)) return false;
    const from = this.#at + 17;
    const to = digitsEnd(this.#text, from, this.#to);
    if (to === from || !this.#text.startsWith(' times: [', to)) return false;
    this.#header.repeats = { from, to };
    this.#at = to + 9;
    if (this.#text.charCodeAt(this.#to - 1) === 93) this.#to--;
    return true;
  }

  /** A host, or one of the few words that are none; false for the tag or the text of another program. */
  #readWord(): boolean {
    if (this.#text.startsWith('svm_service: ', this.#at)) {
      this.#header.isSvm = true;
      this.#at += 13;
      return true;
    }
    const to = wordEnd(this.#text, this.#at, this.#to);
    const word = { from: this.#at, to };
    if (isTag(this.#text.slice(word.from, to))) return false;
    this.#at = to;
    if (this.#header.relays.length < MOST_RELAYS) this.#header.relays.push(word);
    else this.#header.unexplained.push(word);
    return true;
  }

  /** `[DATE [GMT] [HOST]] [N-]PPE-M : names :`, or with a date and without an engine. */
  #readAudit(): boolean {
    const start = this.#at;
    const date = readDate(this.#text, start);
    const clock = date === null ? readClock(this.#text, start) : null;
    const end = date?.to ?? clock?.to;
    if (end === undefined && readEngine(this.#text, start) === null) return false;
    const { repeats } = this.#header;
    if (end !== undefined) this.#at = skipBlanks(this.#text, end, this.#to);
    this.#readRepeats();
    const isGmt = end !== undefined && this.#readGmt();
    if (this.#readEngineAndNames({ needsEngine: date === null })) {
      Object.assign(this.#header, { date, clock, isGmt });
      return true;
    }
    this.#header.repeats = repeats;
    this.#at = start;
    return false;
  }

  #readGmt(): boolean {
    this.#at = skipBlanks(this.#text, this.#at, this.#to);
    if (!this.#text.startsWith('GMT ', this.#at)) return false;
    this.#at += 4;
    return true;
  }

  /** `[HOST] ENGINE :` — the host is what stands before the engine; real hosts have no blank in them. */
  #readEngineAndNames({ needsEngine }: { needsEngine: boolean }): boolean {
    const words: Span[] = [];
    let at = skipBlanks(this.#text, this.#at, this.#to);
    while (this.#text.charCodeAt(at) !== 58) {
      const to = wordEnd(this.#text, at, this.#to);
      if (to === at || words.length === 4) return false;
      words.push({ from: at, to });
      at = skipBlanks(this.#text, to, this.#to);
    }
    const last = words.at(-1);
    const engine =
      last === undefined
        ? null
        : (readEngine(this.#text, last.from) ?? (needsEngine ? null : readAnonymousEngine(this.#text, last.from)));
    if (engine === null && needsEngine) return false;
    return this.#readNamesAfter(at + 1, { words, engine });
  }

  #readNamesAfter(
    from: number,
    { words, engine }: { words: readonly Span[]; engine: ReturnType<typeof readEngine> },
  ): boolean {
    const names = readNames(this.#text, { from, to: this.#to });
    const parts = names === null ? null : partsOf(this.#text, names.words, names.words.length > 1);
    if (names === null || parts === null) return false;
    if (engine === null && (parts.category === null || !isModule(this.#text, parts.category))) return false;
    const hosts = words.slice(0, engine === null ? undefined : -1);
    const number =
      engine === null && hosts.length > 1 && isDigit(this.#text.charCodeAt(hosts.at(-1)?.from ?? 0))
        ? hosts.pop()
        : undefined;
    if (number !== undefined) this.#header.ignored.push(number);
    const first = hosts[0];
    const host = first === undefined ? null : { from: first.from, to: hosts.at(-1)?.to ?? first.to };
    Object.assign(this.#header, parts, {
      host,
      node: engine?.node ?? null,
      engine: engine?.engine ?? null,
      ppe: engine?.ppe ?? null,
    });
    return this.#acceptNames('native', names.numbers, names.to);
  }

  #acceptNames(kind: Header['kind'], numbers: readonly Span[], bodyFrom: number): boolean {
    this.#header.kind = kind;
    this.#header.messageNumber = numbers[0] ?? null;
    this.#header.trailing = numbers[1] ?? null;
    this.#header.body = { from: skipBlanks(this.#text, bodyFrom, this.#to), to: this.#to };
    return true;
  }

  /** `[289]: AAA Message : text` of the AAA daemon. */
  #readBracketed(): boolean {
    const to = bracketedNumberEnd(this.#text, this.#at);
    if (to < 0 || this.#text.charCodeAt(to) !== 58) return false;
    const names = readNames(this.#text, { from: to + 1, to: this.#to });
    const parts = names === null || names.words.length < 2 ? null : partsOf(this.#text, names.words, true);
    if (names === null || parts === null || parts.category === null || !isModule(this.#text, parts.category))
      return false;
    this.#header.ignored.push({ from: this.#at, to });
    Object.assign(this.#header, parts);
    return this.#acceptNames('bracketed', names.numbers, names.to);
  }

  /** `[PARTITION ]EVENT NUMBER [X] :`, recognised by an event that the pack knows. */
  #readShort(): boolean {
    if (this.#header.unexplained.length > 0) return false;
    const names = readNames(this.#text, { from: this.#at, to: this.#to });
    if (names === null || names.numbers.length === 0 || names.words.length > 3) return false;
    const parts = partsOf(this.#text, names.words, false);
    if (parts === null || !this.#context.isEvent(this.#text.slice(parts.event.from, parts.event.to))) return false;
    Object.assign(this.#header, parts);
    return this.#acceptNames('short', names.numbers, names.to);
  }
}

/** `name:`, `name[pid]` and quoted text are another program's; no host looks like that. */
function isTag(word: string): boolean {
  return word.endsWith(':') || word.includes('"') || /\[\d+\]$/.test(word);
}
