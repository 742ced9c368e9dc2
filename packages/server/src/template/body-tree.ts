// The bodies of one event as a tree of pieces: `… Group(s) "N/A"` and `… Group(s) "Sales"` share everything before the group,
// which is then compared once. Built anew from its list of bodies whenever one is added, which is seldom.

import { type BodyNode, type Literal, literalOf, type Piece, type Template } from './template.js';

export interface Body {
  readonly start: Literal;
  readonly pieces: readonly Piece[];
  readonly template: Template;
}

const NO_LITERAL = literalOf('');

export class BodyTree {
  readonly #bodies: Body[] = [];
  roots: BodyNode[] = [];

  /** Where two forms with the same text mean different things, both are given up: such lines stay with the reader. */
  add(body: Body): void {
    this.#bodies.push(body);
    this.roots = [];
    for (const same of groupBy(this.#bodies, (a, b) => sameBytes(a.start, b.start))) {
      const start = (same[0] as Body).start;
      this.roots.push({ ...branch(same, 0), start });
    }
  }
}

/** Node of bodies that are equal before piece `from`. */
function branch(bodies: readonly Body[], from: number): BodyNode {
  const [first] = bodies as readonly [Body];
  let to = from;
  while (to < first.pieces.length && bodies.every((body) => samePiece(body.pieces[to], first.pieces[to]))) to++;
  const ended = bodies.filter((body) => body.pieces.length === to);
  const going = bodies.filter((body) => body.pieces.length > to);
  return {
    start: NO_LITERAL,
    pieces: first.pieces.slice(from, to),
    children: groupBy(going, (a, b) => samePiece(a.pieces[to], b.pieces[to])).map((group) => branch(group, to)),
    template: ended.length === 1 ? (ended[0] as Body).template : null,
  };
}

function groupBy<T>(items: readonly T[], same: (a: T, b: T) => boolean): T[][] {
  const groups: T[][] = [];
  for (const item of items) {
    const group = groups.find(([first]) => first !== undefined && same(first, item));
    if (group === undefined) groups.push([item]);
    else group.push(item);
  }
  return groups;
}

/** The zone of a date does not matter for finding it: it is the template's. */
function samePiece(a: Piece | undefined, b: Piece | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return (
    a.code === b.code &&
    a.limit === b.limit &&
    a.last === b.last &&
    a.hashed === b.hashed &&
    sameBytes(a.literal, b.literal) &&
    sameBytes(a.after, b.after)
  );
}

function sameBytes(a: Literal, b: Literal): boolean {
  return a.equals(b);
}
