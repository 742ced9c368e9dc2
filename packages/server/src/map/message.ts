// Bodies that are one text: `"free text"`, quoted mostly, with blanks just inside the quotes now and then.

import { type Span, skipBlanks, trimEnd } from '../decode/scan.js';
import type { Sheet } from './sheet.js';

const QUOTE = 34;

export function readMessage(sheet: Sheet, { from, to }: Span, rule: string): boolean {
  const isQuoted = from < to && sheet.text.charCodeAt(from) === QUOTE;
  const isClosed = isQuoted && to - from > 1 && sheet.text.charCodeAt(to - 1) === QUOTE;
  if (isQuoted && !isClosed) sheet.defect('unclosed-quote');
  const textFrom = skipBlanks(sheet.text, isQuoted ? from + 1 : from, to);
  const textTo = Math.max(textFrom, trimEnd(sheet.text, textFrom, isClosed ? to - 1 : to));
  sheet.literal({ from, to: textFrom }, rule);
  sheet.textToken('message', { from: textFrom, to: textTo }, { rule });
  sheet.literal({ from: textTo, to }, rule);
  return true;
}
