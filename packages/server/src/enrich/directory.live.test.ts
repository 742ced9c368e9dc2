/** People from a real slapd on loopback: pages, TLS, changes since the last reading, and a directory that is away. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Certificates,
  complete,
  makeCertificates,
  missingCommand,
  missingSlapd,
  type Running,
  run,
} from '../receive/programs.test.js';
import { readDirectory } from './directory.js';
import { Enrichment } from './enrichment.js';
import { LOAD_APART } from './load.js';
import { Lookups } from './lookup.js';
import { Problems, problemText } from './problem.js';

const skip = missingSlapd() ?? missingCommand('openssl') ?? false;

const BASE = 'dc=example,dc=com';
const READER = `cn=reader,${BASE}`;
const STAFF = `ou=staff,${BASE}`;
/** More than two pages. */
const OTHERS = 1200;
const MINUTE = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-directory-'));
const MODULES = '/usr/lib/ldap';

interface Slapd {
  readonly plain: number;
  readonly secure: number;
  readonly certificates: Certificates;
  readonly running: Running;
}
let slapd: Slapd | undefined;

function entry(user: string, attributes: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ uid: user, cn: user, sn: user, ...attributes }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `dn: uid=${user},${STAFF}\nobjectClass: inetOrgPerson\n${lines.join('\n')}\n`;
}

function directory(): string {
  const staff = [
    entry('mia', { cn: 'Mia Bell' }),
    entry('ann', {
      employeeNumber: 'E-1',
      departmentNumber: 'Sales',
      employeeType: 'Full Time Employee',
      manager: `uid=mia,${STAFF}`,
      mail: 'ann.lee@example.com',
    }),
    ...Array.from({ length: OTHERS }, (_, index) => entry(`user${index}`, { employeeNumber: `N-${index}` })),
  ];
  const tree = [
    `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n`,
    `dn: ${STAFF}\nobjectClass: organizationalUnit\nou: staff\n`,
  ];
  return [...tree, ...staff].join('\n');
}

function configuration({ server, authority }: Certificates): string {
  return `
${['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`).join('\n')}
modulepath ${MODULES}
moduleload back_mdb
pidfile ${join(folder, 'pid')}
TLSCertificateFile ${server.certificate}
TLSCertificateKeyFile ${server.key}
TLSCACertificateFile ${authority}
sizelimit size.soft=500 size.hard=500 size.prtotal=unlimited
database mdb
suffix "${BASE}"
rootdn "${READER}"
rootpw made-up
directory ${join(folder, 'db')}
access to * by users read by anonymous auth
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function startSlapd(): Promise<Slapd> {
  const certificates = makeCertificates(folder);
  mkdirSync(join(folder, 'db'));
  writeFileSync(join(folder, 'slapd.conf'), configuration(certificates));
  writeFileSync(join(folder, 'tree.ldif'), directory());
  await complete({
    command: 'slapadd',
    args: ['-q', '-f', join(folder, 'slapd.conf'), '-l', join(folder, 'tree.ldif')],
  });
  const [plain, secure] = [await freePort(), await freePort()];
  const urls = `ldap://127.0.0.1:${plain} ldaps://127.0.0.1:${secure}`;
  const running = run({ command: 'slapd', args: ['-d', 'none', '-f', join(folder, 'slapd.conf'), '-h', urls] });
  for (let tries = 0; tries < 100; tries++) {
    const found = await complete(ldap('ldapwhoami', plain, [])).catch(() => null);
    if (found !== null) return { plain, secure, certificates, running };
    await sleep(100);
  }
  throw new Error(`slapd does not answer: ${running.said()}`);
}

function ldap(command: string, port: number, args: readonly string[]) {
  return { command, args: ['-x', '-H', `ldap://127.0.0.1:${port}`, '-D', READER, '-w', 'made-up', ...args] };
}

async function modify(ldif: string): Promise<void> {
  writeFileSync(join(folder, 'change.ldif'), ldif);
  await complete(ldap('ldapmodify', slapd?.plain ?? 0, ['-f', join(folder, 'change.ldif')]));
}

before(async () => {
  if (skip === false) slapd = await startSlapd();
});
after(async () => {
  await slapd?.running.end();
  rmSync(folder, { recursive: true, force: true });
});

class Site {
  readonly folder = mkdtempSync(join(folder, 'site-'));
  readonly cache = join(this.folder, 'people');
  problems: string[] = [];
  now = Date.UTC(2026, 2, 17);

  constructor(lines: readonly string[], password = 'made-up') {
    writeFileSync(join(this.folder, 'password'), `${password}\n`);
    const known = [`base: ${STAFF}`, `bindDn: ${READER}`, 'passwordFile: password', 'refreshMinutes: 15'];
    writeFileSync(join(this.folder, 'directory.yaml'), [...lines, ...known].join('\n'));
  }

  async read() {
    const problems = new Problems('directory.yaml');
    const options = { cacheFolder: this.cache, customerId: 'corp', now: () => this.now };
    const found = await readDirectory(join(this.folder, 'directory.yaml'), options, problems);
    this.problems = problems.all().map(problemText);
    return found;
  }

  async person(user: string) {
    return (await this.read())?.people?.find((person) => person.user === user);
  }
}

function plainUrl(): string {
  return `url: ldap://127.0.0.1:${slapd?.plain}`;
}

describe('an LDAP directory', { skip }, () => {
  test('is read page by page, more than the server gives at a time', async () => {
    const site = new Site([plainUrl(), 'domain: CORP']);
    const found = await site.read();
    assert.deepEqual(site.problems, []);
    assert.equal(found?.people?.length, OTHERS + 2);
    assert.deepEqual(
      found?.people?.find(({ user }) => user === 'ann'),
      {
        user: 'ann',
        aliases: [],
        domain: 'CORP',
        employeeId: 'E-1',
        department: 'Sales',
        status: 'Full Time Employee',
        manager: 'Mia Bell',
        mail: 'ann.lee@example.com',
        terminationDate: null,
      },
    );
  });

  test('its people are kept for their owner alone, without the password', async () => {
    const site = new Site([plainUrl()]);
    await site.read();
    const file = join(site.cache, 'corp.people.json');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /made-up/);
  });

  test('what has changed is read when it is due, and what is gone after a day', async () => {
    const site = new Site([plainUrl()]);
    await modify(`${entry('temp', { departmentNumber: 'Old' })}`.replace('\n', '\nchangetype: add\n'));
    assert.equal((await site.person('temp'))?.department, 'Old');
    await modify(`dn: uid=temp,${STAFF}\nchangetype: modify\nreplace: departmentNumber\ndepartmentNumber: New\n`);
    assert.equal((await site.person('temp'))?.department, 'Old');
    site.now += 15 * MINUTE;
    const found = await site.read();
    assert.equal(found?.people?.find(({ user }) => user === 'temp')?.department, 'New');
    assert.equal(found?.people?.length, OTHERS + 3);
    await modify(`dn: uid=temp,${STAFF}\nchangetype: delete\n`);
    site.now += 15 * MINUTE;
    assert.notEqual(await site.person('temp'), undefined);
    site.now += 24 * 60 * MINUTE;
    assert.equal(await site.person('temp'), undefined);
  });

  test('other attributes and another filter', async () => {
    const attributes = 'attributes: {user: [mail, uid], employeeId: uid, department: employeeType}';
    const site = new Site([plainUrl(), 'filter: (mail=*)', attributes]);
    const found = await site.read();
    assert.deepEqual(
      found?.people?.map(({ user, employeeId, department }) => [user, employeeId, department]),
      [['ann.lee@example.com', 'ann', 'Full Time Employee']],
    );
  });
});

describe('a connection to it', { skip }, () => {
  const SECURE: readonly { name: string; url: (at: Slapd) => readonly string[] }[] = [
    {
      name: 'ldaps',
      url: ({ secure, certificates }) => [`url: ldaps://127.0.0.1:${secure}`, `ca: ${certificates.authority}`],
    },
    {
      name: 'StartTLS',
      url: ({ plain, certificates }) => [
        `url: ldap://localhost:${plain}`,
        'startTls: true',
        `ca: ${certificates.authority}`,
      ],
    },
  ];
  for (const { name, url } of SECURE) {
    test(`over ${name}, with a certificate of the given authority`, async () => {
      assert.ok(slapd);
      const site = new Site(url(slapd));
      assert.equal((await site.read())?.people?.length, OTHERS + 2, site.problems.join());
    });

    test(`over ${name}, a certificate of somebody else is refused`, async () => {
      assert.ok(slapd);
      const { certificates } = slapd;
      const site = new Site(
        url(slapd).map((line) => line.replace(certificates.authority, certificates.stranger.certificate)),
      );
      assert.equal((await site.read())?.people, null);
      assert.match(site.problems.join(), /certificate/i);
    });
  }

  test('a wrong password is told, and nobody is known', async () => {
    const site = new Site([plainUrl()], 'wrong');
    assert.equal((await site.read())?.people, null);
    assert.match(site.problems.join(), /does not answer/);
    assert.doesNotMatch(site.problems.join(), /wrong/);
  });
});

describe('what becomes of its people', { skip }, () => {
  test('the tables have its people, and the file beside it weighs more', async () => {
    const site = new Site([plainUrl(), 'domain: CORP']);
    writeFileSync(
      join(site.folder, 'people.csv'),
      'user,department,terminationDate\nann,Finance,2026-06-30\nextern,Guests,\n',
    );
    const told: string[] = [];
    const enrichment = await Enrichment.open({
      settings: { folder: site.folder, customerId: 'corp', trustedProxies: [], databases: [], cacheFolder: site.cache },
      loader: LOAD_APART,
      onProblems: (problems) => told.push(...problems.map(problemText)),
    });
    const lookup = new Lookups(enrichment.tables).of('corp');
    const texts = ['E-1', 'Finance', 'Full Time Employee', 'Mia Bell', 'ann.lee@example.com'];
    assert.deepEqual(lookup.user('CORP\\Ann').person?.texts, texts);
    assert.equal(lookup.user('extern').person?.texts[1], 'Guests');
    assert.equal(lookup.user('user1199').person?.texts[0], 'N-1199');
    assert.equal(lookup.user('nobody').person?.texts[2], 'Unknown');
    assert.deepEqual(told, []);
  });

  test('while it is away people stay known, and it is asked again a minute later', async () => {
    const site = new Site([plainUrl()]);
    await site.read();
    await slapd?.running.end();
    site.now += 15 * MINUTE;
    const found = await site.read();
    assert.equal(found?.people?.length, OTHERS + 2);
    assert.equal(found?.againInMs, MINUTE);
    assert.match(site.problems.join(), /does not answer: .*; who was known stays known/);
  });
});
