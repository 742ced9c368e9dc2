// The bodies of one event as a tree of pieces: `… Group(s) "N/A"` and `… Group(s) "Sales"` share everything before the group.

import { type Literal, literalOf } from './scan.js';
import type { BodyNode, Piece, Template } from './template.js';

const NO_LITERAL = literalOf('');

export interface Body {
  readonly start: Literal;
  readonly pieces: readonly Piece[];
  readonly template: Template;
}

export function bodyRoot(): BodyNode {
  return node(NO_LITERAL, null);
}

/** Adds a body; where another template ends at the same place, both are given up. */
export function addBody(root: BodyNode, body: Body): void {
  let at = childOf(root, { start: body.start, piece: null });
  for (const piece of body.pieces) at = childOf(at, { start: NO_LITERAL, piece });
  if (at.template !== null || at.ambiguous) {
    at.template = null;
    at.ambiguous = true;
  } else at.template = body.template;
}

function childOf(parent: BodyNode, wanted: { start: Literal; piece: Piece | null }): BodyNode {
  const known = parent.children.find((child) => sameBytes(child.start, wanted.start) && samePiece(child.piece, wanted.piece));
  if (known !== undefined) return known;
  const made = node(wanted.start, wanted.piece);
  parent.children.push(made);
  return made;
}

function node(start: Literal, piece: Piece | null): BodyNode {
  return { start, piece, children: [], template: null, ambiguous: false };
}

/** The zone of a date does not matter for finding it: it is the template's. */
function samePiece(a: Piece | null, b: Piece | null): boolean {
  if (a === null || b === null) return a === b;
  return a.code === b.code && a.limit === b.limit && a.last === b.last && sameBytes(a.literal, b.literal) && sameBytes(a.after, b.after);
}

function sameBytes(a: Literal, b: Literal): boolean {
  return Buffer.compare(a.bytes, b.bytes) === 0;
}
