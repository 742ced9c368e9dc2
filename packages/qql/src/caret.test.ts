import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderDiagnostic } from './caret.js';
import { check } from './check.js';

function render(text: string): readonly string[] {
  const [first] = check(text, { now: 0, zone: 'UTC' }).diagnostics;
  assert.ok(first !== undefined);
  return renderDiagnostic(text, first).split('\n');
}

describe('caret', () => {
  it('stands under the place, in its own line of the query', () => {
    const [line, caret] = render('userName: ann\n  and userNam: bob\nand tags: vpn');
    assert.equal(line, '  and userNam: bob');
    assert.equal(caret, '      ^^^^^^^');
  });

  it('a long line is cut around the place', () => {
    const [line = '', caret = ''] = render(
      `message: ${'x'.repeat(300)} and userNam: ann and message: ${'y'.repeat(300)}`,
    );
    assert.ok(line.length <= 100);
    assert.equal(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1), 'userNam');
  });

  it('control characters do not reach the terminal', () => {
    const rendered = render('user\u0007Nam: "\u001b[31m\u0000" and outcome: "\u001b]0;x\u0007"').join('\n');
    assert.doesNotMatch(rendered.replaceAll('\n', ''), /\p{Cc}/u);
    assert.match(rendered, /\ufffd/);
  });

  it('a place at the end has a caret too', () => {
    const [line, caret] = render('userName: ann and');
    assert.equal(caret?.length, (line?.length ?? 0) + 1);
  });
});
