// Brings the tables up to the version of this program: numbered migrations, each applied once and recorded.

import type { EventStore } from './event-store.js';
import { CREATE_MIGRATIONS, columnDefinitions, migrations } from './schema.js';

export async function migrate(store: EventStore): Promise<void> {
  await store.execute(CREATE_MIGRATIONS);
  const applied = new Set((await store.select('SELECT number FROM migrations')).map((row) => Number(row['number'])));
  for (const { number, name, sql } of migrations()) {
    if (applied.has(number)) continue;
    await store.execute(sql);
    await store.execute('INSERT INTO migrations (number, name) SELECT {number:UInt32}, {name:String}', {
      number,
      name,
    });
  }
  await addNewColumns(store);
}

/** Tokens that the model has got since the table was made. */
async function addNewColumns(store: EventStore): Promise<void> {
  const present = await store.select(
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'events'`,
  );
  const names = new Set(present.map((row) => String(row['name'])));
  for (const definition of columnDefinitions()) {
    const name = definition.replaceAll('`', '').split(' ')[0] ?? '';
    if (!names.has(name)) await store.execute(`ALTER TABLE events ADD COLUMN IF NOT EXISTS ${definition}`);
  }
}
