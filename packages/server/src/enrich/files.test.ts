/** What people write into their files: every mistake is told with its line, and the rest is used. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { directoryDate } from './directory-date.js';
import { readPeople } from './people-file.js';
import { Problems } from './problem.js';
import { readSites } from './site-file.js';
import { readWatchList } from './watch-file.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-files-'));
const path = join(folder, 'file');
after(() => rmSync(folder, { recursive: true, force: true }));

type Read<T> = (file: string, problems: Problems) => Promise<T>;

async function reading<T>(reader: Read<T>, text: string | Buffer): Promise<{ content: T; problems: string[] }> {
  writeFileSync(path, text);
  const problems = new Problems('file');
  const content = await reader(path, problems);
  return { content, problems: problems.all().map(({ line, reason }) => `${line ?? ''}: ${reason}`) };
}

test('people: columns in any order and spelling, quotes, aliases, a byte order mark', async () => {
  const text =
    '\uFEFFMail;x,User,ALIASES,employee_id,Termination Date,Manager\nann@example.com,ann,adm-ann; a.lee,E-1,2026-06-30,"Bell, Mia"\n';
  const { content, problems } = await reading(readPeople, text.replace('Mail;x', 'Mail'));
  assert.deepEqual(problems, []);
  assert.deepEqual(content, [
    {
      user: 'ann',
      aliases: ['adm-ann', 'a.lee'],
      domain: '',
      employeeId: 'E-1',
      department: '',
      status: '',
      manager: 'Bell, Mia',
      mail: 'ann@example.com',
      terminationDate: Date.UTC(2026, 5, 30),
    },
  ]);
});

test('people: rows that say nothing are told and left out', async () => {
  const { content, problems } = await reading(readPeople, 'user,terminationDate\n,2026-01-01\nbob,31.12.2026\ncleo,\n');
  assert.deepEqual(
    content?.map(({ user, terminationDate }) => [user, terminationDate]),
    [
      ['bob', null],
      ['cleo', null],
    ],
  );
  assert.deepEqual(problems, [
    '2: the user has no name',
    '3: terminationDate is no date: "31.12.2026"; write 2026-06-30',
  ]);
});

test('people: a file without the column of users is none', async () => {
  const { content, problems } = await reading(readPeople, 'login,mail\nann,a@example.com\n');
  assert.equal(content, null);
  assert.match(problems.join(), /^1: it has no column user/);
});

test('people: quotes that never end, binary and nothing at all are told', async () => {
  for (const text of ['user\n"ann\nbob\n', Buffer.from([0xff, 0xfe, 0, 1, 2]), '']) {
    const { content, problems } = await reading(readPeople, text);
    assert.equal(content, null);
    assert.equal(problems.length, 1);
  }
});

test('a file that is wrong in every line is told a few times', async () => {
  const { problems } = await reading(readSites, `network,name\n${'x,y\n'.repeat(100)}`);
  assert.equal(problems.length, 6);
  assert.equal(problems.at(-1), ': and 95 more');
});

test('sites: what is no network, has no name, no position or no autonomous system', async () => {
  const text =
    'network,name,city,latitude,longitude,asn,organisation\n10.20.0.0/16,Berlin office,Berlin,52.52,13.405,AS64496,Leased Lines\n' +
    '10.300.0.0/16,B\n10.21.0.0/16,\n10.22.0.0/16,C,,95,10\n10.23.0.0/16,D,,10,\n10.24.0.0/16,E,,,,none,Leased Lines\n';
  const { content, problems } = await reading(readSites, text);
  assert.deepEqual(content, [
    {
      network: '10.20.0.0/16',
      name: 'Berlin office',
      place: { country: '', city: 'Berlin', coordinates: '52.52,13.405' },
      system: { asn: 64496, organisation: 'Leased Lines' },
    },
    ...[
      ['10.22.0.0/16', 'C'],
      ['10.23.0.0/16', 'D'],
      ['10.24.0.0/16', 'E'],
    ].map(([network, name]) => ({
      ...{ network, name, system: null },
      place: { country: '', city: '', coordinates: '' },
    })),
  ]);
  assert.deepEqual(
    problems.map((text) => text.slice(0, 12)),
    ['3: "10.300.0', '4: the site ', '5: latitude ', '6: latitude ', '7: "none" is'],
  );
});

test('watch lists: users, addresses, networks and comments, and addresses that are none', async () => {
  const text =
    '# leavers\nann # since May\nCORP\\bob\n\n192.0.2.7\n2001:db8::/32\n300.1.1.1\n10.0.0.0/40\n2001:db8::g\nsee#this\n';
  const { content, problems } = await reading(readWatchList, text);
  assert.deepEqual(content, {
    networks: ['192.0.2.7', '2001:db8::/32'],
    users: ['ann', 'CORP\\bob', '2001:db8::g', 'see#this'],
  });
  assert.deepEqual(problems, [
    '7: "300.1.1.1" is no address and no network',
    '8: "10.0.0.0/40" is no address and no network',
  ]);
});

const DATES: readonly { text: string; date: number | null }[] = [
  { text: '2026-06-30', date: Date.UTC(2026, 5, 30) },
  { text: '2026-06-30T12:00:00+02:00', date: Date.UTC(2026, 5, 30, 10) },
  { text: '20260630', date: Date.UTC(2026, 5, 30) },
  { text: '20260630120000Z', date: Date.UTC(2026, 5, 30, 12) },
  { text: '20260630120000.0Z', date: Date.UTC(2026, 5, 30, 12) },
  { text: '134272512000000000', date: Date.UTC(2026, 5, 30) },
  { text: '9223372036854775807', date: null },
  { text: '0', date: null },
  { text: '', date: null },
  { text: '2026-02-30', date: Number.NaN },
  { text: '30.06.2026', date: Number.NaN },
  { text: 'never', date: Number.NaN },
];

for (const { text, date } of DATES)
  test(`${JSON.stringify(text)} as a date`, () => assert.deepEqual(directoryDate(text), date));
