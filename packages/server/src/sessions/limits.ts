// Every time and number that decides what belongs together, in one place (why: docs/decisions/0016).

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Clocks of packet engines and the order of lines differ by this much: what happens so near an end belongs to it. */
export const SLACK = 10 * SECOND;

/** The Start_time of a LOGOUT and the LOGIN that it means may be this far apart: authentication with several factors takes time. */
export const LOGIN_TOLERANCE = 2 * MINUTE;

/** A longer span is a clock that was wrong. */
export const LONGEST_SPAN = 31 * DAY;

/** Silence after which events of the same key, with no end logged between them, are of another session. */
export const SILENCE = {
  /** The appliance logs a connection when it ends: a desktop that is open all day is silent all day. */
  session: 12 * HOUR,
  client: 30 * MINUTE,
} as const;

/** A session without a logged end is taken to go on for so long after its last event (the gateway's own default). */
export const IDLE = 30 * MINUTE;

/** Different values of a kind that a session keeps, the earliest ones. */
export const MOST_SEEN = 64;

/** Events that a piece names as evidence, beside beginnings, ends and the last one. */
export const MOST_FIRST_REFS = 4;
export const MOST_DENIAL_REFS = 8;

/** Ends of one session that are kept; a second one is a repetition. */
export const MOST_ENDS = 8;

/** Sessions of one account that are weighed for one leg. */
export const MOST_CANDIDATES = 64;

/** Sums of connections and the total of the LOGOUT agree within one part in a hundred, or within so many bytes. */
export const BYTES_TOLERANCE = 64 * 1024;
export const BYTES_SHARE = 0.01;
