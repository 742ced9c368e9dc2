// A reading in words: what `gatehouse explain --json` prints and its coloured form is made of.

import { type ExplainedText, FIELDS, type LineExplanation } from '@gatehouse/model';
import { DEFECTS } from './defects.js';
import { printReading, utf8 } from './print.js';
import type { DateReason, Reading } from './reading.js';

const WHY: Readonly<Record<DateReason, string>> = {
  'year-first': 'the year stands first, which leaves one reading',
  'part-over-12': 'a part above 12 can only be the day',
  'body-times': 'the times in the body of the message can be read in one way only',
  'relay-stamp': 'this reading is the nearer one to the stamp of the relay',
  'receive-time': 'this reading is the nearer one to the time of receiving',
  'device-history': 'earlier lines of the same device have shown this order',
  setting: 'nothing in the line settles it: the setting of the source',
};

export function explain(reading: Reading): LineExplanation {
  const event = printReading(reading);
  const { date, unquoted } = reading;
  return {
    line: utf8(reading.line),
    state: reading.state,
    headerForm: reading.headerForm,
    date: date === null ? null : { ...date, why: WHY[date.because] },
    unquoted,
    ...(unquoted && { text: utf8(reading.text) }),
    texts: textsOf(reading),
    derived: FIELDS.filter(({ token }) => token !== 'defects').flatMap(({ token }) => {
      const derivation = reading.derived[token];
      const value = event[token];
      return derivation === undefined || value === undefined ? [] : [{ token, value, ...derivation }];
    }),
    defects: reading.defects.map((code) => ({ code, meaning: DEFECTS[code] })),
    event,
  };
}

/** The claims, and what lies between them, in the order of the line. */
function textsOf({ text, claims }: Reading): ExplainedText[] {
  const texts: ExplainedText[] = [];
  let at = 0;
  for (const claim of claims) {
    if (claim.from > at) texts.push(unclaimed(text, at, claim.from));
    const { from, to, role, rule } = claim;
    const shown = { text: utf8(text.slice(from, to)), from, to, role, rule };
    if (claim.role === 'literal') texts.push(shown);
    else {
      const { tokens, writing, attribute } = claim;
      texts.push({ ...shown, tokens, writing, ...(attribute !== undefined && { attribute }) });
    }
    at = claim.to;
  }
  if (at < text.length) texts.push(unclaimed(text, at, text.length));
  return texts;
}

function unclaimed(text: string, from: number, to: number): ExplainedText {
  return { text: utf8(text.slice(from, to)), from, to, role: 'unclaimed' };
}
