// A box on the globe over the text `latitude,longitude` (values/position.ts). Every part is a function of the one column, so that it
// is evaluated once per distinct value.

import type { BoxTest } from '../resolved.js';
import { and, or } from './condition.js';
import type { Scope } from './scope.js';

const DEGREES = '[+-]?\\d{1,3}(?:\\.\\d{1,12})?';

export function textBox({ south, west, north, east }: BoxTest, sql: string, scope: Scope): string {
  const number = (value: number): string => scope.list.bind(value, 'Float64');
  const pattern = (text: string): string => scope.list.text(text);
  const part = (text: string): string => `toFloat64OrZero(trimLeft(extract(${sql}, ${pattern(text)}), '+'))`;
  const latitude = part(`\\A(${DEGREES})\\s*,`);
  const longitude = part(`,\\s*(${DEGREES})\\z`);
  const isEastOfWest = `${longitude} >= ${number(west)}`;
  const isWestOfEast = `${longitude} <= ${number(east)}`;
  return and(
    `match(${sql}, ${pattern(`\\A${DEGREES}\\s*,\\s*${DEGREES}\\z`)})`,
    `abs(${latitude}) <= ${number(90)}`,
    `abs(${longitude}) <= ${number(180)}`,
    `${latitude} BETWEEN ${number(south)} AND ${number(north)}`,
    west <= east ? and(isEastOfWest, isWestOfEast) : or(isEastOfWest, isWestOfEast),
  );
}
