// Objects built from paths such as `source.geo.location`: what schemas of other systems call their fields.

export type Nested = { [name: string]: unknown };

export interface Placing {
  readonly path: string;
  readonly value: unknown;
  /** Names whose value is a list of objects: one per element of a list, the only one for a single value. */
  readonly lists?: ReadonlySet<string>;
}

/** A path that two tokens share keeps the first one's value: the model names the better one first. */
export function place(into: Nested, { path, value, lists = NONE }: Placing): void {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    into[name] ??= value;
    return;
  }
  const below = { path: rest.join('.'), lists };
  if (lists.has(name)) {
    const list = (into[name] ??= []) as Nested[];
    for (const [index, one] of (Array.isArray(value) ? value : [value]).entries())
      place((list[index] ??= {}), { ...below, value: one });
    return;
  }
  const inner = (into[name] ??= {});
  if (typeof inner === 'object' && !Array.isArray(inner)) place(inner as Nested, { ...below, value });
}

const NONE: ReadonlySet<string> = new Set();
