import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { highlight } from './highlight.js';

const rows = [
  { text: 'userName: ann', marks: 'name(userName) operator(:) value(ann)' },
  {
    text: 'not userName : `ann` and inByte >= 10 MB',
    marks: 'keyword(not) name(userName) operator(:) value(`ann`) keyword(and) name(inByte) operator(>=) value(10 MB)',
  },
  {
    text: '(access: Denied OR outcome is null) and wiki',
    marks:
      'bracket(() name(access) operator(:) value(Denied) keyword(OR) name(outcome) keyword(is null) bracket()) keyword(and) text(wiki)',
  },
  {
    text: 'eventName: (LOGIN or LOGOUT)',
    marks: 'name(eventName) operator(:) bracket(() value(LOGIN) keyword(or) value(LOGOUT) bracket())',
  },
  { text: 'a: (not b)', marks: 'name(a) operator(:) bracket(() keyword(not) value(b) bracket())' },
  {
    text: 'source: (port: 443)',
    marks: 'name(source) operator(:) bracket(() name(port) operator(:) value(443) bracket())',
  },
  {
    text: 'sourceIpv4: [192.0.2.1, 192.0.2.2]',
    marks: 'name(sourceIpv4) operator(:) bracket([) value(192.0.2.1,) value(192.0.2.2])',
  },
  { text: 'unfinished: ', marks: 'name(unfinished) operator(:)' },
  { text: 'a: "open and b: c', marks: 'name(a) operator(:) value("open and b: c)' },
  { text: 'userName: ann and ', marks: 'name(userName) operator(:) value(ann) keyword(and)' },
  { text: ')', marks: 'text())' },
  { text: '', marks: '' },
];

for (const { text, marks } of rows) {
  test(`highlight: ${text}`, () => {
    assert.equal(
      highlight(text)
        .map(({ kind, from, to }) => `${kind}(${text.slice(from, to)})`)
        .join(' '),
      marks,
    );
  });
}

test('highlight: marks stand in order, inside the text, whatever is typed', () => {
  const pieces = fc.constantFrom(
    'userName',
    ': ',
    'and ',
    ' or ',
    'not ',
    '(',
    ')',
    '[',
    ']',
    '"',
    '`',
    'x',
    ' ',
    'is null',
    ',',
    '..',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      let at = 0;
      for (const { from, to } of highlight(text)) {
        assert.ok(at <= from && from < to && to <= text.length);
        at = to;
      }
    }),
  );
});
