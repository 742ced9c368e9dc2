// Questions about places: one position, or the box between its south-west and its north-east corner.

import type { Field } from '@gatehouse/model';
import type { Range, Scalar } from './ast.js';
import type { Bounds } from './bounds.js';
import { reportReversedAs } from './bounds.js';
import type { BoxTest } from './resolved.js';
import type { Scene } from './scene.js';
import type { Position } from './values/position.js';
import { readPosition } from './values/position.js';

export function positionTest(scalar: Scalar, field: Field, scene: Scene): BoxTest | null {
  const position = readOrReport(scalar, field, scene);
  return position === null ? null : box(position, position);
}

/** Edges belong to the box whatever the brackets. West of 180° and east of it again is one box: its west is greater than its east. */
export function boxTest(bounds: Bounds, field: Field, scene: Scene): BoxTest | null {
  const { range, low, high } = bounds;
  if (low === null || high === null)
    return scene.report('qql.bad-coordinates', range, { value: '*', token: field.token });
  const southWest = readOrReport(low, field, scene);
  const northEast = readOrReport(high, field, scene);
  if (southWest === null || northEast === null) return null;
  return southWest.latitude > northEast.latitude
    ? reportUpsideDown(southWest, northEast, { range, scene })
    : box(southWest, northEast);
}

// Exchanging the corners whole would turn the box around the earth: only the latitudes are in the wrong order.
function reportUpsideDown(low: Position, high: Position, { range, scene }: { range: Range; scene: Scene }): null {
  const southWest = `${high.latitude},${low.longitude}`;
  return reportReversedAs(`[${southWest} .. ${low.latitude},${high.longitude}]`, range, scene);
}

function box(southWest: Position, northEast: Position): BoxTest {
  return {
    kind: 'box',
    south: southWest.latitude,
    west: southWest.longitude,
    north: northEast.latitude,
    east: northEast.longitude,
  };
}

function readOrReport(scalar: Scalar, field: Field, scene: Scene): Position | null {
  return (
    readPosition(scalar.text) ?? scene.report('qql.bad-coordinates', scalar, { value: scalar.text, token: field.token })
  );
}
