// Kinds of holes: the numbers of HOLE in template/template.ts, which a test compares.

export const DATE: i32 = 0;
export const NUMBER: i32 = 1;
export const ADDRESS: i32 = 2;
export const DURATION: i32 = 3;
export const LIST: i32 = 5;
export const HEAD: i32 = 6;
export const SAME: i32 = 10;
export const NAME: i32 = 11;
export const BSD_STAMP: i32 = 12;
export const ISO_STAMP: i32 = 13;
export const WORD: i32 = 14;
