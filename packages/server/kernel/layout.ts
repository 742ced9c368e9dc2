// Where things stand in the memory that the kernel shares with the program (template/kernel.ts reads these from the exports):
//
//   0x00000  tables of the kernel itself
//   REGISTERS  what was found in the line, hole by hole: see below
//   WINDOW     the bytes of the lines under comparison, with room behind them for reads of sixteen bytes at a time
//   ARENA      headers, trees and literals, written by template/program.ts

/** Values that a line can have. */
export const HOLES: i32 = 96;

const REGISTERS: usize = 0x10000;
/** Where the value begins and ends: addresses in the memory. */
export const FROM: usize = REGISTERS;
export const TO: usize = FROM + HOLES * 4;
/** Of the bytes of a text: see hash.ts. */
export const HASH: usize = TO + HOLES * 4;
/** Number, address, seconds of a duration, or for dates the milliseconds since midnight. */
export const NUMBER: usize = HASH + HOLES * 4;
/** Days of a date under each reading, milliseconds since 1970; NaN where that reading is impossible. */
export const MDY: usize = NUMBER + HOLES * 8;
export const DMY: usize = MDY + HOLES * 8;
export const YMD: usize = DMY + HOLES * 8;

export const WINDOW: usize = 0x20000;
export const WINDOW_BYTES: i32 = 1 << 18;

export const ARENA: usize = WINDOW + WINDOW_BYTES + 0x10000;
export const ARENA_BYTES: i32 = 24 << 20;
