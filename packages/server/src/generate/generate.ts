/**
 * NetScaler traffic with a known truth. In: how much, of what, from which seed. Out: lines in order of time, each with what it
 * says and what only the generator knows. The same options give the same bytes on every machine.
 */
import { bench } from './bench.js';
import type { Generated } from './occurrence.js';
import type { GenerateOptions } from './options.js';
import { realistic } from './realistic.js';
import { createScenarios } from './scenarios.js';

export type { Generated, Truth } from './occurrence.js';
export type { GenerateOptions } from './options.js';

export function* generate(options: GenerateOptions): Generator<Generated> {
  if (options.events <= 0) return;
  if (options.mix === 'bench') yield* bench(options);
  else yield* realistic(options, createScenarios(options.scenarios));
}
