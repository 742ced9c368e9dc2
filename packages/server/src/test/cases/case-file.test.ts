import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escape, formatExpectation, parseCases } from './case-file.js';

const text = `# Title   [V1; quirk 52]
@ timezone=Europe/Berlin received=2024-07-08T00:00:00Z
<132> a \\xff\\\\ b\\x20
==>
attributes.Hit Rule  Deny  all
group               VPN
group               \\xc3\\xbcber
?? mdy setting
!! bad-time

# Unknown
x
==>
!! unrecognised
`;

test('a block is title, context, line and expectation', () => {
  const [first, second] = parseCases(text, 'a.txt');
  assert.deepEqual(first, {
    file: 'a.txt',
    at: 1,
    title: 'Title   [V1; quirk 52]',
    proves: ['V1', 'quirk 52'],
    context: new Map([
      ['timezone', 'Europe/Berlin'],
      ['received', '2024-07-08T00:00:00Z'],
    ]),
    line: '<132> a \xff\\ b ',
    expectation: {
      rows: [
        { token: 'attributes.Hit Rule', value: 'Deny  all' },
        { token: 'group', value: 'VPN' },
        { token: 'group', value: 'über' },
      ],
      date: 'mdy setting',
      defects: ['bad-time'],
    },
  });
  assert.deepEqual([second?.at, second?.line, second?.expectation.defects], [11, 'x', ['unrecognised']]);
});

test('an expectation prints the way it is written', () => {
  const printed = parseCases(text, 'a.txt').map(({ expectation }) => formatExpectation(expectation));
  assert.deepEqual(
    printed,
    text.split(/\n\n/).map((block) => `${block.slice(block.indexOf('==>') + 4).trimEnd()}\n`),
  );
});

const broken = [
  { name: 'no title', text: 'x\n==>\n', message: /a\.txt:1: a case starts with/ },
  { name: 'no arrow', text: '# t\nx\ncategory  TCP\n', message: /a\.txt:1: after the title/ },
  { name: 'one blank after the token', text: '# t\nx\n==>\ncategory TCP\n', message: /not "token {2}value"/ },
  { name: 'an unknown escape', text: '# t\n\\q\n==>\n', message: /unknown escape \\q/ },
  { name: 'no line feed at the end', text: '# t\nx\n==>', message: /ends in a line feed/ },
];

for (const { name, text: file, message } of broken) {
  test(`a case file with ${name} is refused`, () => {
    assert.throws(() => parseCases(file, 'a.txt'), message);
  });
}

test('any bytes survive escaping', () => {
  const bytes = fc.uint8Array({ minLength: 1 }).map((array) => Buffer.from(array).toString('latin1'));
  fc.assert(
    fc.property(bytes, (line) => {
      const written = escape(line);
      assert.match(written, /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/);
      assert.equal(parseCases(`# t\n${written}\n==>\n`, 'a.txt')[0]?.line, line);
    }),
  );
});
