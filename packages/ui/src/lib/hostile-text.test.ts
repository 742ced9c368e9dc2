import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasOddCharacters, piecesOf, visibleJson, visibleText } from './hostile-text.js';

const rows = [
  { name: 'plain text stays', text: 'jdoe@example.com', visible: 'jdoe@example.com' },
  { name: 'letters of other scripts and emoji stay', text: 'łódź 東京 🔑', visible: 'łódź 東京 🔑' },
  { name: 'direction is shown, not obeyed', text: 'photo\u202egnp.exe', visible: 'photo⟨RLO⟩gnp.exe' },
  { name: 'isolates too', text: '\u2066x\u2069', visible: '⟨LRI⟩x⟨PDI⟩' },
  { name: 'no width', text: 'ad\u200bmin', visible: 'ad⟨ZWSP⟩min' },
  { name: 'terminal controls', text: '\u001b[31mred\u0007', visible: '⟨ESC⟩[31mred⟨BEL⟩' },
  { name: 'line ends', text: 'a\r\nb', visible: 'a⟨CR⟩⟨LF⟩b' },
  { name: 'a blank that is none', text: 'a\u3164b\u00a0c', visible: 'a⟨U+3164⟩b⟨NBSP⟩c' },
  { name: 'invisible tag letters', text: 'a\u{e0041}', visible: 'a⟨U+E0041⟩' },
  { name: 'bytes that were no text', text: 'caf\ufffd', visible: 'caf⟨BAD BYTE⟩' },
  {
    name: 'a flood of them',
    text: `a${'\ufffd'.repeat(63)}b\u202e\u202e\u0007`,
    visible: 'a⟨BAD BYTE ×63⟩b⟨RLO ×2⟩⟨BEL⟩',
  },
  { name: 'half a pair', text: 'a\ud800b', visible: 'a⟨U+D800⟩b' },
  { name: 'markup is only text', text: '<img src=x onerror=alert(1)>', visible: '<img src=x onerror=alert(1)>' },
];

for (const { name, text, visible } of rows) {
  test(`hostile text: ${name}`, () => assert.equal(visibleText(text), visible));
}

test('hostile text: the pieces are the text, and only named pieces are odd', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const pieces = piecesOf(text);
      assert.equal(pieces.map((piece) => piece.text).join(''), text);
      for (const piece of pieces) assert.equal(hasOddCharacters(piece.text), piece.odd !== undefined);
    }),
  );
});

test('hostile text: JSON means the same, and nothing in it is odd but the ends of its lines', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), { noNullPrototype: true }),
      (value) => {
        const text = visibleJson(value);
        assert.deepEqual(JSON.parse(text), value);
        assert.equal(hasOddCharacters(text.replaceAll('\n', '')), false);
      },
    ),
  );
});
