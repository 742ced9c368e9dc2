import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { problemReport, problemsText } from './problem.js';
import { readYaml } from './yaml-file.js';

test('a value stays as it is written, with its place', () => {
  const { settings } = readYaml(
    'http:\n  port: 0x10\ncustomerId: "007"\nlisteners:\n  - id: 007\n    tls: {key: k}\n',
    'g.yaml',
  );
  assert.deepEqual(
    settings.map(({ key, listener, written, origin }) => [key, listener, written, 'line' in origin && origin.line]),
    [
      ['http.port', null, '0x10', 2],
      ['customerId', null, '007', 3],
      ['listeners[].id', 0, '007', 5],
      ['listeners[].tls.key', 0, 'k', 6],
    ],
  );
});

describe('aliases', () => {
  const problemsOf = (yaml: string) => readYaml(yaml, 'g.yaml').problems.map(problemReport);

  it('stand for values and for groups', () => {
    const { settings, problems } = readYaml(
      'listeners:\n- {id: a, allowedPeers: &n [192.0.2.0/24], tls: &t {key: k}}\n- {id: b, allowedPeers: *n, tls: *t}\n',
      'g.yaml',
    );
    const ofListener = (index: number) =>
      settings
        .filter(({ key, listener }) => listener === index && key !== 'listeners[].id')
        .map(({ written }) => written);
    assert.deepEqual(problems, []);
    assert.deepEqual(ofListener(0), [['192.0.2.0/24'], 'k']);
    assert.deepEqual(ofListener(1), ofListener(0));
  });

  it('of nothing are told by name', () => {
    assert.deepEqual(
      problemsOf('http: *x\n').map(({ place, message }) => `${place} ${message}`),
      ['g.yaml:1:7 this is not valid YAML: there is no anchor &x before it'],
    );
  });

  it('are limited in number', () => {
    const yaml = (count: number) => `customerId: &a b\ninternalNetworks: [${'*a, '.repeat(count)}]\n`;
    assert.deepEqual(problemsOf(yaml(100)), []);
    assert.deepEqual(
      problemsOf(yaml(101)).map(({ place, code }) => `${place} ${code}`),
      ['g.yaml:2:420 config.syntax'],
    );
  });

  it('that contain themselves end', () => {
    assert.deepEqual(
      problemsOf('http: &h {address: *h}\n').map(({ place }) => place),
      ['g.yaml:1:20'],
    );
  });
});

test('any text gives settings or problems, each with a place in it', () => {
  const words = 'listeners|http|port|id|kind|tls|udp|: |\n|  |- |[|{|}|]|&a |*a|"|!!x |1|~|? |, |\t|>|\u0000'.split(
    '|',
  );
  const sentence = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), sentence), (text) => {
      const { settings, problems } = readYaml(text, 'g.yaml');
      const lines = text.split(/\r\n?|\n/).length;
      for (const { origin } of [...settings, ...problems]) {
        assert.ok(origin.from === 'file' && origin.line >= 1 && origin.line <= lines && origin.column >= 1);
      }
      assert.doesNotMatch(problemsText(problems).replaceAll('\n', ''), /\p{Cc}/u);
    }),
    { numRuns: 500 },
  );
});
