import type { ScenarioName } from './scenarios.js';

export interface GenerateOptions {
  readonly events: number;
  readonly seed: number;
  /** `realistic`: a company's days. `bench`: the mix on which parsers are compared; knows neither days nor scenarios. */
  readonly mix: 'realistic' | 'bench';
  readonly users: number;
  readonly days: number;
  /** First midnight, UTC, in milliseconds. */
  readonly start: number;
  readonly scenarios: readonly ScenarioName[];
}
