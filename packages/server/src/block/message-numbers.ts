// The message numbers of each packet engine in the order of their arrival: gaps in them are lost messages (serve/message-gaps.ts).

import type { Batch } from '../encode/batch.js';
import { type DictionaryColumn, Number64Column, NumberColumn } from '../encode/columns.js';

export interface EngineNumbers {
  readonly device: string;
  /** Numbers of the header as text; empty where it names none. */
  readonly node: string;
  readonly engine: string;
  readonly numbers: readonly number[];
}

interface Growing {
  readonly device: string;
  readonly node: string;
  readonly engine: string;
  readonly numbers: number[];
}

const SIXTEEN_BITS = 65_536;

export class MessageNumberCollector {
  readonly #engines = new Map<string, Growing>();

  /** Adds the rows of a batch that is about to be emitted. */
  collect(batch: Batch): void {
    const { deviceName, columns } = batch;
    const [node, engine, session] = [columns.get('nodeId'), columns.get('ppeId'), columns.get('sessionId')];
    if (!(node instanceof NumberColumn && engine instanceof NumberColumn && session instanceof Number64Column)) return;
    if (!session.used || !engine.used) return;
    const ofBatch = new Map<number, Growing>();
    for (let row = 0; row < batch.rows; row++) {
      if (session.nulls?.[row] === 1 || engine.nulls?.[row] === 1) continue;
      const id = deviceName.ids[row] ?? 0;
      const nodeValue = node.used && node.nulls?.[row] !== 1 ? (node.values[row] as number) : SIXTEEN_BITS;
      const engineValue = engine.values[row] as number;
      const key = (id * (SIXTEEN_BITS + 1) + nodeValue) * SIXTEEN_BITS + engineValue;
      let growing = ofBatch.get(key);
      if (growing === undefined) {
        growing = this.#engine({
          device: deviceOf(deviceName, id),
          node: nodeText(nodeValue),
          engine: String(engineValue),
        });
        ofBatch.set(key, growing);
      }
      growing.numbers.push(session.at(row));
    }
  }

  engines(): readonly EngineNumbers[] {
    return [...this.#engines.values()];
  }

  #engine(names: Omit<Growing, 'numbers'>): Growing {
    const key = `${names.node} ${names.engine} ${names.device}`;
    const known = this.#engines.get(key) ?? { ...names, numbers: [] };
    this.#engines.set(key, known);
    return known;
  }
}

function deviceOf(column: DictionaryColumn, id: number): string {
  return Buffer.from(column.dictionary.key(id)).toString('utf8');
}

function nodeText(value: number): string {
  return value === SIXTEEN_BITS ? '' : String(value);
}
