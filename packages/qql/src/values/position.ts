// A place on earth, `latitude,longitude` in decimal degrees: `47.3769,8.5417`.

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const PAIR = /^([+-]?\d{1,3}(?:\.\d{1,12})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,12})?)$/;

export function readPosition(text: string): Position | null {
  const match = PAIR.exec(text);
  if (match === null) return null;
  const latitude = Number(match[1]);
  const longitude = Number(match[2]);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
