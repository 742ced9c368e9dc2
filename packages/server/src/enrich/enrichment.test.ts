/** Tables from real files, and what happens when these change. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { mmdbBytes } from '../test/mmdb-file.js';
import { Enrichment } from './enrichment.js';
import { LOAD_APART, LOAD_HERE, type Loader } from './load.js';
import { Lookups } from './lookup.js';
import { problemText } from './problem.js';

const root = mkdtempSync(join(tmpdir(), 'gatehouse-enrichment-'));
after(() => rmSync(root, { recursive: true, force: true }));

class Site {
  readonly folder = mkdtempSync(join(root, 'site-'));
  readonly problems: string[] = [];
  readonly reloads: string[] = [];

  write(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(`${path}.new`, content);
    renameSync(`${path}.new`, path);
    return path;
  }

  open(databases: readonly string[] = [], loader: Loader = LOAD_HERE): Promise<Enrichment> {
    return Enrichment.open({
      settings: {
        folder: this.folder,
        customerId: 'corp',
        trustedProxies: [],
        databases,
        cacheFolder: join(this.folder, 'people'),
      },
      loader,
      onProblems: (problems) => this.problems.push(...problems.map(problemText)),
      onReload: (what) => this.reloads.push(what),
    });
  }
}

/** Two looks: a file is read when it has stayed the same from one to the next. */
async function lookAgain(enrichment: Enrichment): Promise<void> {
  await enrichment.look();
  await enrichment.look();
}

function departmentOf({ tables }: Enrichment, user: string, customer = 'corp'): string | undefined {
  return new Lookups(tables).of(customer).user(user).person?.texts[1];
}

function cityOf({ tables }: Enrichment, address: string): string | undefined {
  return new Lookups(tables).of('corp').address(address)?.place?.city;
}

test('a table that is replaced is read again, without a look at what has not changed', async () => {
  const site = new Site();
  site.write('people.csv', 'user,department\nann,Sales\n');
  const enrichment = await site.open([], LOAD_APART);
  assert.equal(departmentOf(enrichment, 'ann'), 'Sales');
  const { version } = enrichment.tables;
  await lookAgain(enrichment);
  assert.equal(enrichment.tables.version, version);
  site.write('people.csv', 'user,department\nann,Finance\n');
  await lookAgain(enrichment);
  assert.equal(departmentOf(enrichment, 'ann'), 'Finance');
  assert.deepEqual([site.reloads, site.problems], [['contexts'], []]);
});

test('a file that is still being written is left alone', async () => {
  const site = new Site();
  site.write('people.csv', 'user,department\nann,Sales\n');
  const enrichment = await site.open();
  await enrichment.look();
  site.write('people.csv', 'user,department\nann,Fin');
  await enrichment.look();
  site.write('people.csv', 'user,department\nann,Finance\n');
  await enrichment.look();
  assert.equal(departmentOf(enrichment, 'ann'), 'Sales');
  await enrichment.look();
  assert.equal(departmentOf(enrichment, 'ann'), 'Finance');
});

test('a file that cannot be used leaves in force what was there, and says so; a missing one is no problem', async () => {
  const site = new Site();
  const path = site.write('people.csv', 'user,department\nann,Sales\n');
  const enrichment = await site.open();
  site.write('people.csv', 'login,department\nann,Finance\n');
  await lookAgain(enrichment);
  assert.equal(departmentOf(enrichment, 'ann'), 'Sales');
  assert.match(site.problems.join(), /people\.csv:1: it has no column user/);
  rmSync(path);
  await lookAgain(enrichment);
  assert.equal(departmentOf(enrichment, 'ann'), undefined);
  assert.equal(site.problems.length, 1);
});

test('a watch list that comes later, and one that goes', async () => {
  const site = new Site();
  const enrichment = await site.open();
  const tagsOf = () => new Lookups(enrichment.tables).of('corp').user('ann').tags;
  const path = site.write('watch/leavers.txt', 'ann\n');
  site.write('watch/.hidden.txt', 'ann\n');
  await lookAgain(enrichment);
  assert.deepEqual(tagsOf(), ['leavers']);
  rmSync(path);
  await lookAgain(enrichment);
  assert.deepEqual(tagsOf(), []);
});

test('a customer has its own folder, and only that', async () => {
  const site = new Site();
  site.write('people.csv', 'user,department\nann,Sales\n');
  site.write('customers/sub/people.csv', 'user,department\nann,Finance\n');
  const enrichment = await site.open();
  assert.equal(departmentOf(enrichment, 'ann', 'corp'), 'Sales');
  assert.equal(departmentOf(enrichment, 'ann', 'sub'), 'Finance');
  assert.equal(departmentOf(enrichment, 'ann', 'third'), undefined);
});

test('a database of the configuration is asked instead of the installed one, and again when it is replaced', async () => {
  const site = new Site();
  const database = (city: string) =>
    mmdbBytes({ type: 'Test-City', version: 4, records: { '198.41.0.0/24': { city } } });
  const path = site.write('places.mmdb', database('Vienna'));
  const enrichment = await site.open([path], LOAD_APART);
  assert.equal(cityOf(enrichment, '198.41.0.4'), 'Vienna');
  assert.equal(cityOf(enrichment, '192.5.5.241'), undefined);
  site.write('places.mmdb', database('Graz'));
  await lookAgain(enrichment);
  assert.equal(cityOf(enrichment, '198.41.0.4'), 'Graz');
  site.write('places.mmdb', 'no database');
  await lookAgain(enrichment);
  assert.equal(cityOf(enrichment, '198.41.0.4'), 'Graz');
  assert.match(site.problems.join(), /places\.mmdb: it cannot be read/);
});

test('a database that is not there is told, and the installed ones are asked', async () => {
  const site = new Site();
  const enrichment = await site.open([join(site.folder, 'none.mmdb')]);
  assert.match(site.problems.join(), /none\.mmdb: it cannot be read: ENOENT/);
  assert.equal(enrichment.tables.databases.places.length, 2);
});

test('the installed databases know a public address', async () => {
  const enrichment = await new Site().open();
  const facts = new Lookups(enrichment.tables).of('corp').address('198.41.0.4');
  assert.equal(facts?.place?.country, 'United States');
  assert.match(facts?.network?.organisation ?? '', /verisign/i);
});

test('each table says how much is in it, and what was wrong with it when it was read last', async () => {
  const site = new Site();
  site.write('people.csv', 'user,department\nann,Sales\nbert,Legal\n');
  site.write('watch/vip.txt', 'ann\n10.0.0.300\n');
  site.write('customers/other/sites.csv', 'nonsense\n');
  const missing = join(site.folder, 'missing.mmdb');
  const enrichment = await site.open([missing]);
  const { contexts, databases } = enrichment.readings;
  assert.deepEqual(
    contexts.tables.map(({ customerId, kind, path, entries }) => [
      customerId,
      kind,
      path.slice(site.folder.length),
      entries,
    ]),
    [
      ['corp', 'people', '/people.csv', 2],
      ['corp', 'watch list', '/watch/vip.txt', 1],
      ['other', 'sites', '/customers/other/sites.csv', null],
    ],
  );
  assert.ok(contexts.tables.every(({ changedAt }) => Date.now() - Date.parse(changedAt ?? '') < 60_000));
  assert.deepEqual(
    contexts.problems.map(({ path, line }) => [path.slice(site.folder.length), line]),
    [
      ['/watch/vip.txt', 2],
      ['/customers/other/sites.csv', 1],
    ],
  );
  assert.equal(databases.problems[0]?.path, missing);
  site.write('people.csv', 'user,department\nann,Sales\n');
  await lookAgain(enrichment);
  assert.equal(enrichment.readings.contexts.tables[0]?.entries, 1);
});
