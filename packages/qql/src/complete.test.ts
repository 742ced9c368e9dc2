import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIELDS } from '@gatehouse/model';
import { check } from './check.js';
import { complete } from './complete.js';

const OPTIONS = { now: 0, zone: 'UTC' };

function accept(text: string, cursor: number, insert: string): string {
  const { from, to } = complete(text, cursor);
  return text.slice(0, from) + insert + text.slice(to);
}

describe('completion', () => {
  it('leads from nothing to a valid query for every token', () => {
    for (const { token } of FIELDS) {
      const [name] = complete(token, token.length).suggestions.filter(({ label }) => label === token);
      assert.ok(name !== undefined, token);
      const typed = accept(token, token.length, name.insert);
      for (const value of complete(typed, typed.length).suggestions) {
        const query = accept(typed, typed.length, value.insert);
        assert.deepEqual(check(query, OPTIONS).diagnostics, [], query);
      }
    }
  });

  it('every operator offered for a token is accepted by the check', () => {
    for (const { token } of FIELDS) {
      for (const { insert } of complete(`${token} `, token.length + 1).suggestions.filter(
        ({ kind }) => kind === 'operator',
      )) {
        const text = `${token} ${insert}`;
        const [value] = insert.includes('null') ? [{ insert: '' }] : complete(text, text.length).suggestions;
        const query = `${text}${value?.insert ?? ''}`;
        assert.deepEqual(check(query, OPTIONS).diagnostics, [], query);
      }
    }
  });

  it('asks for values with the token and what is typed', () => {
    const asked: string[] = [];
    const values = (token: string, typed: string): readonly string[] => {
      asked.push(`${token}=${typed}`);
      return ['Carl XII'];
    };
    const { suggestions, token } = complete('source: (USERNAME: "car', 23, { values });
    assert.deepEqual(asked, ['userName=car']);
    assert.equal(token, 'userName');
    assert.equal(suggestions[0]?.insert, '`Carl XII`');
  });

  it('keeps to its limit, and takes any cursor', () => {
    assert.equal(complete('', 0, { limit: 3 }).suggestions.length, 3);
    for (const cursor of [-1, 0.5, 99, Number.NaN]) assert.ok(complete('userName', cursor).from >= 0);
  });
});
