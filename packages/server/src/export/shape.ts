// The names that exported events may have.

import type { ExportShape, PrintedEvent } from '@gatehouse/model';
import { ecsOf } from './ecs.js';
import { ocsfOf } from './ocsf.js';

export function shaped(event: PrintedEvent, shape: ExportShape): Readonly<Record<string, unknown>> {
  if (shape === 'ecs') return ecsOf(event);
  return shape === 'ocsf' ? ocsfOf(event) : event;
}
