// The names that exported events may have.

import type { PrintedEvent } from '@gatehouse/model';
import { ecsOf } from './ecs.js';
import { ocsfOf } from './ocsf.js';

export const SHAPES = ['gatehouse', 'ecs', 'ocsf'] as const;
export type Shape = (typeof SHAPES)[number];

export const FORMATS = ['ndjson', 'csv', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** Shapes of each format: OCSF is nested, the columns of Parquet have the types of the tokens. */
export const SHAPES_OF: Readonly<Record<Format, readonly Shape[]>> = {
  ndjson: SHAPES,
  csv: ['gatehouse', 'ecs'],
  parquet: ['gatehouse'],
};

export function shaped(event: PrintedEvent, shape: Shape): Readonly<Record<string, unknown>> {
  if (shape === 'ecs') return ecsOf(event);
  return shape === 'ocsf' ? ocsfOf(event) : event;
}
