// Brings the tables up to the version of this program: numbered migrations, each applied once and recorded.

import type { EventStore } from './event-store.js';
import { CREATE_MIGRATIONS, columnDefinitions, migrations } from './schema.js';
import { sessionDefinitions } from './session-table.js';

/** `requireRoom` is called before a definition is written: the engine does not notice that a full disk has cut it off. */
export async function migrate(store: EventStore, requireRoom: () => void): Promise<void> {
  await createMigrations(store, requireRoom);
  const applied = new Set((await store.select('SELECT number FROM migrations')).map((row) => Number(row['number'])));
  for (const { number, name, sql } of migrations()) {
    if (applied.has(number)) continue;
    requireRoom();
    await store.execute(sql);
    await store.execute('INSERT INTO migrations (number, name) SELECT {number:UInt32}, {name:String}', {
      number,
      name,
    });
  }
  await addNewColumns(store, requireRoom);
}

async function createMigrations(store: EventStore, requireRoom: () => void): Promise<void> {
  const found = await store.select(
    `SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name = 'migrations'`,
  );
  if (found.length > 0) return;
  requireRoom();
  await store.execute(CREATE_MIGRATIONS);
}

/** Fields that the model has got since the tables were made. */
async function addNewColumns(store: EventStore, requireRoom: () => void): Promise<void> {
  const present = await store.select(
    `SELECT table, name FROM system.columns WHERE database = currentDatabase() AND table IN ('events', 'sessions')`,
  );
  const names = new Set(present.map((row) => `${String(row['table'])} ${String(row['name'])}`));
  for (const [table, definitions] of Object.entries({ events: columnDefinitions(), sessions: sessionDefinitions() })) {
    for (const definition of definitions) {
      const name = definition.replaceAll('`', '').split(' ')[0] ?? '';
      if (names.has(`${table} ${name}`)) continue;
      requireRoom();
      await store.execute(`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${definition}`);
    }
  }
}
