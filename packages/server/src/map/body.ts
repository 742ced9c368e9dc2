// From the body of a message to tokens, by the grammar that the pack has for the event.

import type { BodyReader, EventGrammar, LabelledBody } from '@gatehouse/model';
import type { Header } from '../decode/header.js';
import type { Span } from '../decode/scan.js';
import { readAppfw } from './appfw.js';
import { readCef } from './cef.js';
import { type Grammars, NO_LABELS } from './grammars.js';
import { readHttpRequest } from './http-request.js';
import type { LabelTable } from './label-table.js';
import { readLabels } from './labels.js';
import { readMessage } from './message.js';
import { readOpening } from './opening.js';
import type { Sheet } from './sheet.js';
import { readTrap } from './trap.js';

/** Reads the region and says true, or claims nothing and says false. */
type Reader = (sheet: Sheet, region: Span, rule: string) => boolean;

const READERS: Readonly<Record<BodyReader, Reader>> = {
  'http-request': readHttpRequest,
  appfw: readAppfw,
  trap: readTrap,
  message: readMessage,
};

/** What nothing explains goes to `attributes` or stays unclaimed, with a defect. */
export function readBody(sheet: Sheet, { kind, body }: Header, grammars: Grammars): void {
  if (kind === 'cef') return readCef(sheet, body);
  const { eventName = '', category = null } = sheet.event;
  const grammar = grammars.find(eventName, category);
  if (kind === 'short') inferCategory(sheet, body, grammar);
  if (grammar === null) return readUnknown(sheet, body, eventName);
  if (grammar.outcome !== undefined) sheet.constant('outcome', grammar.outcome, eventName);
  if (typeof grammar.body === 'string') readPositional(sheet, body, { reader: grammar.body, rule: eventName });
  else readLabelled(sheet, body, { grammar: grammar.body, table: grammars.table(grammar.body), rule: eventName });
}

interface Labelled {
  readonly grammar: LabelledBody;
  readonly table: LabelTable;
  readonly rule: string;
}

function readLabelled(sheet: Sheet, { from, to }: Span, { grammar, table, rule }: Labelled): void {
  const labelsFrom = readOpening(sheet, { from, to, table }, grammar.opening);
  readLabels(sheet, { from: labelsFrom, to, table, rule });
}

function readPositional(
  sheet: Sheet,
  { from, to }: Span,
  { reader, rule }: { reader: BodyReader; rule: string },
): void {
  const start =
    reader === 'http-request' ? readOpening(sheet, { from, to, table: NO_LABELS }, ['context', 'tags']) : from;
  if (READERS[reader](sheet, { from: start, to }, rule)) return;
  sheet.defect('missing-label');
  readLabels(sheet, { from: start, to, table: NO_LABELS, rule });
}

/** `Label value - Label value`, nothing known about it: all of it becomes attributes. */
function readUnknown(sheet: Sheet, body: Span, rule: string): void {
  sheet.defect('unknown-event');
  readLabels(sheet, { ...body, table: NO_LABELS, rule });
}

/** Labels that only the gateway's own sessions have; LOGIN and LOGOUT of the traffic manager lack them. */
const GATEWAY_LABELS = [' - NonHttp_services_accessed ', ' - SSLVPN_client_type '];

/** The short form has lost its module. Where several modules write the event, it stays unknown. */
function inferCategory(sheet: Sheet, body: Span, grammar: EventGrammar | null): void {
  const [first, second] = grammar?.modules ?? [];
  if (grammar === null || first === undefined) return;
  const { eventName } = sheet.event;
  const isSession = eventName === 'LOGIN' || eventName === 'LOGOUT';
  const hasGatewayLabel = GATEWAY_LABELS.some((label) => sheet.slice(body).includes(label));
  const category = isSession && !hasGatewayLabel ? (second ?? first) : first;
  sheet.computed('category', category, { rule: 'event name', from: ['eventName'] });
  sheet.defect('category-inferred');
}
