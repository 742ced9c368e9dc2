/**
 * What a condition makes the engine read, from the lines of `EXPLAIN indexes = 1`: each index says what it leaves of what the
 * one before it has left.
 *
 *   Granules: 1221/1221
 *   …
 *   Granules: 3/1221
 */
export function readGranules(plan: readonly string[]): string {
  const steps = plan.flatMap((line) => {
    const [, left, of] = /Granules: (\d+)\/(\d+)/.exec(line) ?? [];
    return left === undefined || of === undefined ? [] : [{ left, of }];
  });
  const first = steps[0];
  return first === undefined ? '0' : `${steps.at(-1)?.left}/${first.of}`;
}
