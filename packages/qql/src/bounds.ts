// The two ends of a range, whatever their type.

import type { Range, Scalar } from './ast.js';
import type { Span } from './errors.js';
import { print } from './print.js';
import type { Scene } from './scene.js';

/** A range with its open ends found. */
export interface Bounds {
  readonly range: Range;
  readonly low: Scalar | null;
  readonly high: Scalar | null;
}

/** Shows the range with its ends exchanged; each keeps its bracket. */
export function reportReversed({ range }: Bounds, scene: Scene): null {
  const { from, to } = range;
  const { low, high, includesLow, includesHigh } = range;
  const turned = { ...range, low: high, high: low, includesLow: includesHigh, includesHigh: includesLow };
  const name = { text: 'x', from, to };
  const printed = print({ kind: 'clause', name, operator: ':', value: turned, from, to });
  return reportReversedAs(printed.slice('x: '.length), range, scene);
}

export function reportReversedAs(remedy: string, span: Span, scene: Scene): null {
  return scene.report('qql.reversed-range', span, { range: remedy, instead: [remedy] });
}
