import { fieldOf, type PrintedValue } from '@gatehouse/model';
import type { ChosenValue } from '../../../lib/clauses.js';
import { elementsOf } from '../../../lib/format.js';

/** The first value of a token, as something to search for; null where there is nothing to click. */
export function chosenValue(token: string, value: PrintedValue | undefined): ChosenValue | null {
  const field = fieldOf(token);
  const [first] = value === undefined ? [] : elementsOf(value);
  return field === undefined || first === undefined ? null : { field, value: String(first) };
}
