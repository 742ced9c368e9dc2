// One line → what every byte of it means. The obvious path: it is right about every line, and the templates of the fast
// path are learned from what it says (ADR 0003).

import { isUtf8 } from 'node:buffer';
import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import { decodeHeader } from '../decode/decode.js';
import type { Header } from '../decode/header.js';
import { unwrap } from '../decode/unwrap.js';
import { readBody } from './body.js';
import type { LineContext } from './context.js';
import { finish } from './finish.js';
import { createGrammars } from './grammars.js';
import { claimHeader } from './header-claims.js';
import { headerForm } from './header-form.js';
import type { Claim, DateDecision, Reading } from './reading.js';
import { Sheet } from './sheet.js';
import { readTimes } from './times.js';

export { defaultContext, type LineContext } from './context.js';

const GRAMMARS = createGrammars(CITRIX_VPN);
const HEADER_CONTEXT = { isEvent: (name: string) => GRAMMARS.find(name, null) !== null };

/** `line` is latin1, one character per byte, without its terminator. Never throws; teaches `context.history`. */
export function readLine(line: string, context: LineContext): Reading {
  const { text, from, to, unquoted } = unwrap(line);
  const sheet = new Sheet(text);
  const header = decodeHeader(text, { from, to }, HEADER_CONTEXT);
  claimHeader(sheet, header, context);
  if (header.kind === 'none') sheet.defect('unrecognised');
  else readBody(sheet, header, GRAMMARS);
  const date = readTimes(sheet, header, context);
  finish(sheet, { pack: GRAMMARS.pack, internalNetworks: context.internalNetworks });
  noteBytes(sheet, line, context);
  if (header.kind !== 'none') sheet.literal({ from: header.body.to, to: text.length }, 'line end');
  return readingOf(sheet, { line, unquoted, header, date });
}

/** Only bytes above 127 can be wrong; nearly all lines have none. */
const HIGH_BYTE = /[\x80-\xff]/;

function noteBytes(sheet: Sheet, line: string, { originalLength }: LineContext): void {
  if (originalLength !== undefined && originalLength > line.length) {
    sheet.defect('line-too-long');
    sheet.constantAttribute('originalLength', String(originalLength));
    sheet.set('attributes', sheet.attributes);
  }
  if (HIGH_BYTE.test(line) && !isUtf8(Buffer.from(line, 'latin1'))) sheet.defect('invalid-utf8');
  const { userName } = sheet.event;
  if (userName !== undefined && HIGH_BYTE.test(userName) && !isUtf8(Buffer.from(userName, 'latin1'))) {
    sheet.computed('userNameBinary', true, { rule: 'UTF-8', from: ['userName'] });
  }
}

interface Parts {
  readonly line: string;
  readonly unquoted: boolean;
  readonly header: Header;
  readonly date: DateDecision | null;
}

function readingOf(sheet: Sheet, { line, unquoted, header, date }: Parts): Reading {
  const claims: readonly Claim[] = sortClaims(sheet.claims);
  if (header.kind !== 'none' && hasUnclaimed(sheet.text, claims)) sheet.defect('unclaimed-text');
  const { defects } = sheet;
  if (defects.length > 0) sheet.computed('defects', defects, { rule: 'defects', from: [] });
  return {
    line,
    text: sheet.text,
    claims,
    event: sheet.event,
    derived: sheet.derived,
    defects,
    state: header.kind === 'none' ? 'unrecognised' : defects.length > 0 ? 'partial' : 'mapped',
    headerForm: headerForm(sheet.text, header, date?.order ?? null),
    date,
    unquoted,
  };
}

/** By position. Nearly all of them are in order already, which insertion sort takes in one pass. */
function sortClaims(claims: Claim[]): Claim[] {
  for (let index = 1; index < claims.length; index++) {
    const claim = claims[index] as Claim;
    let at = index;
    for (let before = claims[at - 1]; before !== undefined && before.from > claim.from; before = claims[at - 1]) {
      claims[at--] = before;
    }
    claims[at] = claim;
  }
  return claims;
}

function hasUnclaimed(text: string, claims: readonly Claim[]): boolean {
  let at = 0;
  for (const { from, to } of claims) {
    if (from > at) return true;
    at = to;
  }
  return at < text.length;
}
