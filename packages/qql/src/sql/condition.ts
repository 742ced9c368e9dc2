// SQL conditions as text, with the two constants known, so that what cannot be true costs nothing.

export const TRUE = '1';
export const FALSE = '0';

/** Conjunction; the parts are evaluated from left to right, so the cheap ones come first. */
export function and(...parts: readonly string[]): string {
  if (parts.includes(FALSE)) return FALSE;
  const rest = parts.filter((part) => part !== TRUE);
  return rest.length === 0 ? TRUE : joined(rest, 'AND');
}

export function or(...parts: readonly string[]): string {
  if (parts.includes(TRUE)) return TRUE;
  const rest = parts.filter((part) => part !== FALSE);
  return rest.length === 0 ? FALSE : joined(rest, 'OR');
}

/** Chains stand in brackets, so what begins with it is negated as a whole. */
const NEGATION = 'NOT ';

/** `condition` must not be NULL. */
export function not(condition: string): string {
  if (condition === TRUE) return FALSE;
  if (condition === FALSE) return TRUE;
  return condition.startsWith(NEGATION) ? condition.slice(NEGATION.length) : `${NEGATION}${condition}`;
}

function joined(parts: readonly string[], word: string): string {
  const different = hasTwins(parts) ? [...new Set(parts)] : parts;
  const [only = TRUE] = different;
  return different.length === 1 ? only : `(${different.join(` ${word} `)})`;
}

/** Two of them are the same, or so many that comparing each with each is no cheaper than hashing all: they are long. */
function hasTwins(parts: readonly string[]): boolean {
  return parts.length > MAX_COMPARED || parts.some((part, index) => parts.indexOf(part, index + 1) >= 0);
}

const MAX_COMPARED = 50;

/** Name of a column; tokens such as `group` are words of SQL. */
export function columnName(token: string): string {
  return `\`${token}\``;
}
