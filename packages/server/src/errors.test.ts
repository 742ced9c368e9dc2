import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsMarkdown } from './error-reference.js';
import { AppError, asAppError, errorCodes, fileError, listenError } from './errors.js';

const systemErrors = [
  ['ENOENT', 'file.not-found'],
  ['ENOTDIR', 'file.not-found'],
  ['EISDIR', 'file.is-directory'],
  ['EACCES', 'file.unreadable'],
  ['EPERM', 'file.unreadable'],
  ['EMFILE', 'file.unreadable'],
  ['ENOSPC', 'disk.full'],
  ['EDQUOT', 'disk.full'],
  ['Z_BUF_ERROR', 'file.truncated'],
  ['Z_DATA_ERROR', 'file.corrupt'],
] as const;

for (const [system, code] of systemErrors) {
  test(`${system} on a file is ${code}`, () => {
    const said = system.startsWith('Z_') ? 'incorrect header check' : `${system}: what it means, open '/logs/ns.log'`;
    const cause = Object.assign(new Error(said), { code: system });
    const error = fileError(cause, 'ns.log');
    assert.equal(error.code, code);
    assert.equal(error.cause, cause);
    assert.match(error.message, /ns\.log/);
    assert.doesNotMatch(error.message, /[{}]|E[A-Z]+:/);
  });
}

const bindErrors = [
  ['EADDRINUSE', 'listener.address-in-use'],
  ['EACCES', 'listener.port-forbidden'],
  ['EPERM', 'listener.port-forbidden'],
  ['EADDRNOTAVAIL', 'listener.address-unknown'],
  ['ENOBUFS', 'listener.failed'],
] as const;

for (const [system, code] of bindErrors) {
  test(`${system} on a socket is ${code}`, () => {
    const cause = Object.assign(new Error(`bind ${system} 192.0.2.1:514`), { code: system });
    const error = listenError(cause, { listener: 'syslog-udp', address: '192.0.2.1:514' });
    assert.equal(error.code, code);
    assert.equal(error.cause, cause);
    assert.match(error.message, /^syslog-udp (cannot|may not) listen on 192\.0\.2\.1:514/);
    assert.doesNotMatch(`${error.message} ${error.remedy}`, /[{}]/);
    assert.equal(listenError(error, { listener: 'other', address: '' }), error);
  });
}

test("the system's words reach the reader without its code and path", () => {
  const cause = Object.assign(new Error("EACCES: permission denied, open '/logs/ns.log'"), { code: 'EACCES' });
  assert.equal(fileError(cause, 'ns.log').message, 'ns.log cannot be read: permission denied');
});

test('an error that has been named already stays as it is', () => {
  const error = new AppError('store.locked', { path: 'data' });
  assert.equal(fileError(error, 'ns.log'), error);
  assert.equal(asAppError(error), error);
});

test('anything unforeseen is a defect of ours', () => {
  assert.equal(asAppError(new TypeError('x is not a function')).code, 'program.defect');
  assert.equal(asAppError('thrown text').message, 'unexpected: thrown text');
});

test('holes are filled in message and remedy, also by text that looks like one', () => {
  const error = new AppError('query.invalid', { problem: 'no token {fix}', fix: 'userName' });
  assert.deepEqual({ ...error.toJSON() }, { code: 'query.invalid', message: 'no token {fix}', remedy: 'userName' });
});

test('a place in a text is told in JSON', () => {
  const error = new AppError('query.invalid', { problem: 'p', fix: 'f' }, { from: 3, to: 7 });
  assert.deepEqual(JSON.parse(JSON.stringify(error)), {
    code: 'query.invalid',
    message: 'p',
    remedy: 'f',
    from: 3,
    to: 7,
  });
});

test('the reference lists every code once', () => {
  const listed = [...errorsMarkdown().matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]);
  assert.deepEqual(listed, errorCodes);
});
