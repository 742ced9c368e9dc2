/** The cases together show all that the packs know: every event, every label, and what becomes of malformed lines. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import type { EventGrammar, SourcePack } from '@gatehouse/model';
import { readLine } from '../../map/reader.js';
import type { Reading } from '../../map/reading.js';
import { lineContextOf } from './case-context.js';
import { caseFiles } from './pack-cases.js';

const packs: readonly SourcePack[] = [CITRIX_VPN];

for (const pack of packs) {
  const cases = caseFiles()
    .filter((file) => file.pack === pack.id)
    .flatMap((file) => file.cases);
  const readings = cases.map((example) => readLine(example.line, lineContextOf(example)));

  test(`${pack.id}: every event has a case`, () => {
    const names = pack.events.flatMap(({ events }) => events);
    assert.deepEqual(
      names.filter((name) => !readings.some((reading) => isNamed(reading, name))),
      [],
    );
  });

  test(`${pack.id}: every label is read by a case`, () => {
    const missing = pack.events.flatMap((grammar) => {
      const sharing = pack.events.filter(({ body }) => tableOf(body) === tableOf(grammar.body));
      const rules = rulesHit(sharing.flatMap((other) => readingsOf(other, readings)));
      return labelsOf(grammar)
        .filter((label) => !rules.has(label))
        .map((label) => `${grammar.events[0]}: ${label}`);
    });
    assert.deepEqual(missing, []);
  });

  test(`${pack.id}: every kind of body has a malformed case`, () => {
    const spared = pack.events.filter((grammar) =>
      readingsOf(grammar, readings).every(({ defects }) => defects.length === 0),
    );
    assert.deepEqual(
      spared.map(({ events }) => events[0]),
      [],
    );
  });
}

test('every source has a pack here', () => {
  const folders = new Set(caseFiles().map((file) => file.pack));
  assert.deepEqual(
    [...folders],
    packs.map(({ id }) => id),
  );
});

function readingsOf({ events }: EventGrammar, readings: readonly Reading[]): Reading[] {
  return readings.filter((reading) => events.some((name) => isNamed(reading, name)));
}

/** A name that ends in `*` stands for all that begin like it. */
function isNamed({ event }: Reading, name: string): boolean {
  const { eventName = '' } = event;
  return name.endsWith('*') ? eventName.startsWith(name.slice(0, -1)) : eventName === name;
}

/** Events that share one table of labels prove it together. */
function tableOf(body: EventGrammar['body']): unknown {
  return typeof body === 'string' ? body : body.labels;
}

function labelsOf({ body }: EventGrammar): string[] {
  return typeof body === 'string' ? [] : body.labels.map(({ label }) => label.replace(/:$/, ''));
}

/** Last part of the rule names, which is the label. */
function rulesHit(readings: readonly Reading[]): Set<string> {
  const rules = readings.flatMap(({ claims }) => claims.map(({ rule }) => rule));
  return new Set(rules.map((rule) => rule.slice(rule.indexOf('/') + 1)));
}
