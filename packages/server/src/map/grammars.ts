// The pack's events, found by name and module.

import type { EventGrammar, LabelledBody, SourcePack } from '@gatehouse/model';
import { LabelTable } from './label-table.js';

export interface Grammars {
  readonly pack: SourcePack;
  /** The grammar for this event, preferably one that the module is known to write; null when the pack has none. */
  find(event: string, category: string | null): EventGrammar | null;
  table(body: LabelledBody): LabelTable;
}

export const NO_LABELS: LabelTable = new LabelTable([]);

/** Names may end in `*`: every event that begins like that. */
export function createGrammars(pack: SourcePack): Grammars {
  const byName = new Map<string, EventGrammar[]>();
  const tables = new Map<LabelledBody, LabelTable>();
  const byPrefix: { prefix: string; grammar: EventGrammar }[] = [];
  for (const grammar of pack.events) {
    if (typeof grammar.body !== 'string') tables.set(grammar.body, new LabelTable(grammar.body.labels));
    for (const event of grammar.events) {
      if (event.endsWith('*')) byPrefix.push({ prefix: event.slice(0, -1), grammar });
      else byName.set(event, [...(byName.get(event) ?? []), grammar]);
    }
  }
  return {
    pack,
    table: (body) => tables.get(body) ?? NO_LABELS,
    find(event, category) {
      const named = byName.get(event);
      if (named === undefined) return byPrefix.find(({ prefix }) => event.startsWith(prefix))?.grammar ?? null;
      return (
        named.find(({ modules }) => modules.length === 0 || (category !== null && modules.includes(category))) ??
        named[0] ??
        null
      );
    },
  };
}
