// Defects are values on the event, never exceptions: they say what was wrong with a line that was kept all the same.

/** Every defect once: code → what it means for the analyst. The docs list and the `defects` token derive from it. */
export const DEFECTS = {
  unrecognised: 'No NetScaler header was found: the line is kept as raw text only.',
  'unknown-event': 'The header is right, but this event has no grammar of its own: its labels went to attributes.',
  'no-event-time': 'The line carries no date and nothing else dates it.',
  'bad-event-time': 'The date in the header is not a possible date.',
  'date-from-body': 'The header has a time but no date: the day was taken from the times in the body.',
  'zone-gap': 'The local time does not exist (clocks went forward): it was moved forward.',
  'zone-overlap': 'The local time exists twice (clocks went back): the first one was taken.',
  'category-inferred': 'The module is missing from the header: it was inferred from the event name.',
  'missing-label': 'A label that this event always carries is not there.',
  'repeated-label': 'A label occurs more than once: text under somebody else’s control may imitate a field.',
  'unclosed-quote': 'A quoted value never ends: the line was probably cut.',
  'unclaimed-text': 'Some characters belong to no field.',
  'bad-address': 'Where an address belongs stands something else: it went to attributes.',
  'bad-port': 'Where a port belongs stands something else, or a number above 65535.',
  'bad-number': 'Where a number belongs stands something else.',
  'number-too-large': 'A counter does not fit in 64 bits: the digits went to attributes.',
  'bad-time': 'A time in the body is not a possible time.',
  'bad-duration': 'The duration is not hh:mm:ss.',
  'duration-mismatch': 'The logged duration disagrees with the logged start and end.',
  'invalid-utf8': 'The line is not valid UTF-8: the bytes are kept in rawEventBase64.',
  'not-read': 'The program failed on this line, which is a defect of Gatehouse: it is kept as raw text only.',
  withheld: 'Not even the text of this line could be stored: it is in the folder `withheld` of the data folder.',
  'line-too-long': 'The line was longer than the limit and was cut.',
} as const;

export type DefectCode = keyof typeof DEFECTS;
