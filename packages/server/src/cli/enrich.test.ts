/** The command with real files, and what it shares with `gatehouse parse`. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { capturedIo } from '../test/captured-io.js';
import { mmdbBytes } from '../test/mmdb-file.js';
import { runCommandLine } from './program.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-enrich-'));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'enrich', 'watch'), { recursive: true });

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
}

const RECORDS = {
  '198.41.0.0/24': { country_code: 'AT', city: 'Vienna', latitude: 48.2085, longitude: 16.3721, asn: 'AS64500' },
};
write('places.mmdb', mmdbBytes({ type: 'Test-City', version: 4, records: RECORDS }));
write('enrich/people.csv', 'user,department,domain,terminationDate\nann,Zürich Sales,CORP,2026-06-30\n,nobody,,\n');
write('enrich/sites.csv', 'network,name,city\n10.20.0.0/16,Berlin office,Berlin\n');
write('enrich/watch/leavers.txt', 'CORP\\ann\n');
write('gatehouse.yaml', 'enrich:\n  folder: enrich\n  databases: [places.mmdb]\n  trustedProxies: [203.0.113.10]\n');

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = capturedIo({ cwd: folder });
  const code = await runCommandLine(io, [...args]);
  return { code, ...{ stdout: io.written.stdout, stderr: io.written.stderr } };
}

interface Explained {
  readonly kind: string;
  readonly decisions: readonly { readonly answer: string; readonly because: string }[];
  readonly tokens: Readonly<Record<string, unknown>>;
}

async function explained(...args: readonly string[]): Promise<Explained> {
  const { stdout } = await run('enrich', 'test', '--config', 'gatehouse.yaml', '--json', ...args);
  return JSON.parse(stdout) as Explained;
}

const CASES: readonly { name: string; args: readonly string[]; kind: string; tokens: object; because: RegExp }[] = [
  {
    name: 'a public address',
    args: ['198.41.0.4'],
    kind: 'address',
    tokens: {
      geoSourceCoordinates: '48.2085,16.3721',
      geoSourceCountry: 'Austria',
      geoSourceCity: 'Vienna',
      sourceAsn: 64500,
    },
    because: /places\.mmdb/,
  },
  {
    name: 'an inside address of a site',
    args: ['10.20.1.1'],
    kind: 'address',
    tokens: { geoSourceCity: 'Berlin', tags: ['Berlin office'] },
    because: /site Berlin office/,
  },
  { name: 'an inside address', args: ['10.21.1.1'], kind: 'address', tokens: {}, because: /private \(RFC 1918\)/ },
  {
    name: 'a trusted proxy that forwards',
    args: ['203.0.113.10', '--forwarded', '192.0.2.1, 198.41.0.4'],
    kind: 'address',
    tokens: {
      geoSourceCoordinates: '48.2085,16.3721',
      geoSourceCountry: 'Austria',
      geoSourceCity: 'Vienna',
      sourceAsn: 64500,
    },
    because: /forwarded by the trusted proxy 203\.0\.113\.10/,
  },
  { name: 'a trusted proxy alone', args: ['203.0.113.10'], kind: 'address', tokens: {}, because: /no usable address/ },
  {
    name: 'a user',
    args: ['corp\\Ann'],
    kind: 'user',
    tokens: {
      userDepartment: 'Zürich Sales',
      userTerminationDate: '2026-06-30T00:00:00.000Z',
      tags: ['leavers'],
    },
    because: /the name ann/,
  },
  { name: 'an unknown user', args: ['eve'], kind: 'user', tokens: { userStatus: 'Unknown' }, because: /nobody/ },
  {
    name: 'a user of another customer',
    args: ['ann', '--customer', 'sub'],
    kind: 'user',
    tokens: {},
    because: /no directory/,
  },
];

for (const { name, args, kind, tokens, because } of CASES) {
  test(`enrich test explains ${name}`, async () => {
    const found = await explained(...args);
    assert.equal(found.kind, kind);
    assert.deepEqual(found.tokens, tokens);
    assert.match(found.decisions.map((decision) => decision.because).join('; '), because);
  });
}

test('as text each decision has its reason beside it', async () => {
  const { code, stdout, stderr } = await run('enrich', 'test', '198.41.0.4', '--config', 'gatehouse.yaml');
  assert.equal(code, 0);
  assert.match(stdout, /place +Vienna, Austria, 48\.2085,16\.3721 +places\.mmdb/);
  assert.match(stdout, /geoSourceCity +Vienna/);
  assert.match(stderr, /note: .*people\.csv:3: the user has no name/);
});

const LOGIN =
  '<134> 03/17/2026:09:00:01 GMT gw-a 0-PPE-0 : default AAA LOGIN_FAILED 71 0 : User CORP\\ann - Client_ip 198.41.0.4 - Failure_reason "none"';

test('parse enriches what it prints, unless told not to', async () => {
  write('one.log', `${LOGIN}\n`);
  const { stdout } = await run('parse', 'one.log', '--config', 'gatehouse.yaml');
  const event = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual(
    [event['geoSourceCity'], event['userDepartment'], event['userTerminationDate'], event['tags']],
    ['Vienna', 'Zürich Sales', '2026-06-30T00:00:00.000Z', ['VPN', 'citrix-vpn', 'leavers']],
  );
  const plain = JSON.parse(
    (await run('parse', 'one.log', '--config', 'gatehouse.yaml', '--no-enrich')).stdout,
  ) as object;
  assert.ok(!('geoSourceCity' in plain) && !('userDepartment' in plain));
});
