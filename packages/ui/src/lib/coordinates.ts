// Places as events carry them: `48.21,16.37`, latitude first.

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Null when it is no place on earth. */
export function coordinatesOf(text: string): Coordinates | null {
  const match = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  const [latitude, longitude] = [Number(match?.[1]), Number(match?.[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
