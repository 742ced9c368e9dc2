/** All that one written value stands for: one number, one instant, one whole day, one network. Both ends belong to it. */
export interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

export function single(value: bigint): Interval {
  return { low: value, high: value };
}
