// The dictionary against the contract: its 35 mapping rows and 15 internal fields. The names stand here; where the contract's own
// text and the alias table lie beside the repository (../shared/reference), those are compared as well.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FIELDS, fieldOf } from './dictionary.js';
import type { Origin } from './field.js';

const MAPPING_ROWS = [
  ['Event Time', 'eventTime'],
  ['Device', 'deviceName'],
  ['Message', 'eventName'],
  ['Severity', 'deviceSeverity'],
  ['Source', 'sourceIpv4'],
  ['Destination', 'destinationIpv4'],
  ['Source Port', 'sourcePort'],
  ['Destination Port', 'destinationPort'],
  ['Nat_ip', 'natSourceIP'],
  ['Total_bytes_recv', 'inByte'],
  ['Total_bytes_send', 'outByte'],
  ['Vserver', 'virtualSystem'],
  ['Vserver Port', 'virtualPort'],
  ['startTime', 'beginningTime'],
  ['endTime', 'endTime'],
  ['Duration', 'duration'],
  ['PPE', 'packetEngine'],
  ['PPE Id', 'ppeId'],
  ['Count', 'count'],
  ['Category', 'category'],
  ['Log Format', 'logFormat'],
  ['connectionId', 'externalId'],
  ['VPN Session', 'sessionId'],
  ['Browser', 'userAgent'],
  ['Status', 'outcome'],
  ['URL', 'requestUrl'],
  ['User', 'userName'],
  ['Group(s)', 'group'],
  ['Failure_reason', 'message'],
  ['Internal Fields', 'tags'],
  ['applicationName', 'application'],
  ['Internal Fields', 'eventContext'],
  ['Internal Fields', 'userEmployeeId'],
  ['Internal Fields', 'userDepartment'],
  ['Internal Fields', 'userStatus'],
];

const INTERNAL_ROWS = [
  'DeviceType',
  'DeviceModel',
  'DeviceVendor',
  'DeviceHost',
  'CustomerId',
  'CollectorId',
  'EventSourceId',
  'EventId',
  'CollectorReceivedTime',
  'geoSourceCoordinates',
  'geoDestinationCoordinates',
  'geoSourceCountry',
  'geoDestinationCountry',
  'geoSourceCity',
  'geoDestinationCity',
].map((name) => [name, name.charAt(0).toLowerCase() + name.slice(1)]);

const REFERENCE = join(import.meta.dirname, '../../../../shared/reference');
const CONTRACT = join(REFERENCE, 'data-mapping-guide.txt');
const ALIASES = join(REFERENCE, 'token-map.json');

function rowsOf(origin: Origin): readonly (readonly string[])[] {
  return FIELDS.filter((field) => field.origin === origin)
    .toSorted((a, b) => (a.guide?.row ?? 0) - (b.guide?.row ?? 0))
    .map((field) => [field.guide?.name ?? '', field.token]);
}

function skipUnless(path: string): { skip: string | false } {
  return { skip: existsSync(path) ? false : `${path} is not there` };
}

describe('rows of the contract', () => {
  it('are the mapping tokens, each once and in order', () => assert.deepEqual(rowsOf('mapping'), MAPPING_ROWS));
  it('are the internal tokens, each once and in order', () => assert.deepEqual(rowsOf('internal'), INTERNAL_ROWS));

  for (const origin of ['mapping', 'internal'] as const) {
    it(`are numbered without gaps (${origin})`, () => {
      const numbers = FIELDS.filter((field) => field.origin === origin).map((field) => field.guide?.row ?? 0);
      assert.deepEqual(
        numbers.toSorted((a, b) => a - b),
        numbers.map((_, index) => index + 1),
      );
    });
  }
});

describe("the contract's own text", skipUnless(CONTRACT), () => {
  const rows = existsSync(CONTRACT) ? tableRows(readFileSync(CONTRACT, 'utf8')) : [];
  const mapping = rows.filter((cells) => cells.length === 4);
  const internal = rows.filter(
    (cells) => cells.length === 2 && /^[A-Za-z]+$/.test(cells[0] ?? '') && fieldOf(cells[0] ?? ''),
  );

  it('has the rows that are listed here', () => {
    assert.deepEqual(
      mapping.map((cells) => cells.slice(0, 2)),
      MAPPING_ROWS,
    );
    assert.deepEqual(
      internal.map(([name]) => name),
      INTERNAL_ROWS.map(([name]) => name),
    );
  });

  for (const [, token = '', , sentence = ''] of mapping) {
    it(`is not copied for ${token}`, () => {
      const description = fieldOf(token)?.description.toLowerCase() ?? '';
      for (const run of runsOfWords(sentence)) assert.ok(!description.includes(run), run);
    });
  }
});

describe('the alias table', skipUnless(ALIASES), () => {
  interface Alias {
    readonly token: string;
    readonly ecs: readonly string[];
    readonly ocsf: readonly string[];
  }
  const aliases: readonly Alias[] = existsSync(ALIASES) ? (JSON.parse(readFileSync(ALIASES, 'utf8')) as Alias[]) : [];

  it('covers every row of the contract', () => {
    const rows = FIELDS.filter((field) => field.origin !== 'extension').map((field) => field.token);
    assert.deepEqual(aliases.map(({ token }) => token).toSorted(), rows.toSorted());
  });

  for (const { token, ecs, ocsf } of aliases) {
    it(`agrees on ${token}`, () => {
      const field = fieldOf(token);
      assert.deepEqual([field?.ecs, field?.ocsf], [ecs, ocsf]);
    });
  }
});

/** The cells of the lines with tabs, headings left out. */
function tableRows(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.includes('\t') && !line.includes('QQL Tokens'))
    .map((line) => line.split('\t'));
}

/** Every run of five words of a sentence, or the whole sentence when it is shorter: what would show copying. */
function runsOfWords(sentence: string): readonly string[] {
  const words = sentence.toLowerCase().split(' ');
  const runs = words.slice(0, Math.max(1, words.length - 4)).map((_, index) => words.slice(index, index + 5).join(' '));
  return runs.filter((run) => run !== '');
}
