import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIELDS } from './dictionary.js';
import type { Guide } from './guide.js';
import { buildGuide, guideJson } from './guide.js';
import { guideMarkdown } from './guide-markdown.js';

const PACK = {
  constants: { deviceType: 'VPN', deviceVendor: 'Vendor', deviceModel: 'Model', tags: [] },
  product: { name: 'Product', versions: '1 to 3', formats: ['Syslog'], summary: '' },
};

describe('buildGuide', () => {
  const guide = buildGuide(PACK);

  it('says of the device what the pack does', () => {
    assert.deepEqual(guide.device, { type: 'VPN', vendor: 'Vendor', product: 'Product', versions: '1 to 3' });
    assert.equal(guide.title, 'Product: data mapping guide');
  });

  it('has every token in exactly one table', () => {
    const tokens = [...guide.mappings, ...guide.internal, ...guide.extensions].map((entry) => entry.token);
    assert.deepEqual(tokens.toSorted(), FIELDS.map((field) => field.token).toSorted());
  });

  it('maps the status values of the contract', () => {
    const mapped = Object.fromEntries(guide.values.map(({ source, normalised }) => [source, normalised]));
    assert.deepEqual([mapped['success'], mapped['failure']], ['Success', 'Failure']);
  });

  it('survives JSON', () => assert.deepEqual(JSON.parse(guideJson(guide)), structuredClone(guide)));
});

describe('guideMarkdown', () => {
  const lines = guideMarkdown(buildGuide(PACK)).split('\n');

  it('has the sections of the contract, in its order', () => {
    assert.deepEqual(
      lines.filter((line) => line.startsWith('## ')),
      [
        '## Device Details',
        '## Supported Formats',
        '## Data Field Mappings',
        '## Internal Fields',
        '## Field Value Mappings',
        '## Gatehouse Extensions',
        '## Types and QQL Operators',
      ],
    );
  });

  for (const { token, origin } of FIELDS) {
    it(`prints ${token} in one row, marked when it is ours`, () => {
      const mark = origin === 'extension' ? ' †' : '';
      const rows = lines.filter((line) => cellsOf(line)[1] === `\`${token}\`${mark}`);
      assert.equal(rows.length, 1);
      assert.equal(cellsOf(rows[0] ?? '').length, 8);
    });
  }

  it('keeps bars and line ends inside their cell, and backticks inside their code span', () => {
    const printed = guideMarkdown(withFirstMapping({ description: 'a | b\nc', samples: ['x `y` z', '``'] }));
    assert.ok(printed.includes('| `` x `y` z ``, ``` `` ``` | a \\| b c |'));
  });
});

function withFirstMapping(change: { description: string; samples: readonly string[] }): Guide {
  const guide = buildGuide(PACK);
  return { ...guide, mappings: guide.mappings.slice(0, 1).map((entry) => ({ ...entry, ...change })) };
}

function cellsOf(line: string): readonly string[] {
  return line.startsWith('| ') ? line.slice(2, -2).split(' | ') : [];
}
