/**
 * How much a session may do, so that the wanted number of lines fills the wanted days: what is left of the lines, without
 * what the background will take, is shared by the sessions to come. Every session is asked about when it begins.
 */
import { backgroundLines } from './background.js';
import type { GenerateOptions } from './options.js';
import { DAY } from './stamps.js';

/** Lines of a session besides its connections. */
const FRAME = 4;
/** Aim a little high: the output ends in the last evening, not with a first line of the day after. */
const AIM = 1.02;
/** Lines a day for which the amounts of the background are meant. */
const ORDINARY_DAY = 1500;

export interface Budget {
  /** The output's share of days of ordinary size. */
  readonly size: number;
  /** Average connections of a session that begins now, when so many lines exist already. */
  readonly connections: (now: number, lines: number) => number;
}

export function createBudget(options: GenerateOptions, expectedSessions: number): Budget {
  const { events, days, start } = options;
  const size = Math.max(0.2, events / days / ORDINARY_DAY);
  const perDay = backgroundLines(size);
  let sessions = 0;
  let mean = 1;
  return {
    size,
    connections(now, lines) {
      const left = expectedSessions - sessions;
      sessions += 1;
      const background = Math.max(0, days - (now - start) / DAY) * perDay;
      if (left > 0) mean = Math.max(1, (events * AIM - lines - background) / left - FRAME);
      return mean;
    },
  };
}
