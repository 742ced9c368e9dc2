// What was pasted, as lines that the server takes.

/** As many as one request may hold. */
export const MOST_LINES = 100;
const MOST_CHARACTERS = 8192;

/** Without empty ones; what is longer than the server takes is cut, which it then shows as it is. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.slice(0, MOST_CHARACTERS));
}
