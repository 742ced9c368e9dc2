// "Did you mean": the few candidates that look like a misspelt word.

const MAX_SUGGESTIONS = 3;

/** The candidates nearest to the word, best first; empty when none is near. */
export function nearest(word: string, candidates: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase().slice(0, 64);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const scored = candidates.map((candidate) => ({ candidate, score: scoreOf(wanted, candidate.toLowerCase(), limit) }));
  const near = scored.filter(({ score }) => score !== null);
  near.sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
  return near.slice(0, MAX_SUGGESTIONS).map(({ candidate }) => candidate);
}

/** `Did you mean \`a\` or \`b\`?`, or the given sentence when nothing is near. */
export function didYouMean(words: readonly string[], otherwise: string): string {
  if (words.length === 0) return otherwise;
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.at(-1) ?? '';
  return `Did you mean ${quoted.length === 1 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`}?`;
}

/** Lower is nearer; a part of the candidate counts less than a typing error. */
function scoreOf(wanted: string, candidate: string, limit: number): number | null {
  const distance = editDistance(wanted, candidate, limit);
  if (distance <= limit) return distance;
  if (wanted.length >= 2 && candidate.startsWith(wanted)) return 10 + candidate.length - wanted.length;
  if (wanted.length >= 3 && candidate.includes(wanted)) return 100 + candidate.length - wanted.length;
  return null;
}

/** Insertions, deletions, replacements and swaps of neighbours; above the limit any larger number. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell({ a, b, i, j, row, last, beforeLast }));
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

interface Cell {
  readonly a: string;
  readonly b: string;
  readonly i: number;
  readonly j: number;
  readonly row: readonly number[];
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

function cell({ a, b, i, j, row, last, beforeLast }: Cell): number {
  const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
  const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return isSwap ? Math.min(best, (beforeLast[j - 2] ?? 0) + 1) : best;
}
