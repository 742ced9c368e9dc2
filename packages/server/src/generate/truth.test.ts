import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printReading } from '../map/print.js';
import { defaultContext, readLine } from '../map/reader.js';
import { type Generated, type GenerateOptions, generate } from './generate.js';
import { SCENARIO_NAMES } from './scenarios.js';

const BASE: GenerateOptions = {
  events: 4000,
  seed: 5,
  mix: 'realistic',
  users: 60,
  days: 2,
  start: Date.UTC(2026, 2, 17),
  scenarios: ['normal'],
};

/** What only the generator knows. */
const OWN: readonly string[] = ['scenario', 'session', 'form', 'trick'];

function differences(generated: Iterable<Generated>): readonly string[] {
  const context = defaultContext();
  const found: string[] = [];
  for (const { line, truth } of generated) {
    const read: Readonly<Record<string, unknown>> = printReading(readLine(line, context));
    for (const [token, value] of Object.entries(truth)) {
      if (OWN.includes(token)) continue;
      const [told, got] = [JSON.stringify(value), JSON.stringify(read[token])];
      if (told !== got) found.push(`${token}: truth ${told}, read ${got}, in ${line.slice(0, 400)}`);
    }
  }
  return found;
}

describe('the reader finds in every line what its truth says', () => {
  const rows: readonly (readonly [string, Partial<GenerateOptions>])[] = [
    ['ordinary days', {}],
    ['every scenario at once', { scenarios: SCENARIO_NAMES }],
    ['hostile lines', { scenarios: ['hostile'], seed: 6 }],
    ['the bench mix', { mix: 'bench', users: 5000 }],
  ];
  for (const [name, options] of rows) {
    it(name, () => assert.deepEqual(differences(generate({ ...BASE, ...options })).slice(0, 3), []));
  }

  it('and would tell if it did not', () => {
    const [first] = generate({ ...BASE, mix: 'bench', events: 1 });
    assert.ok(first !== undefined);
    assert.equal(differences([{ line: first.line.replace(' default ', ' other '), truth: first.truth }]).length, 1);
  });
});
