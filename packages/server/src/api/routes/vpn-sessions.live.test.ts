/** Open sessions per interval of time, against the list of sessions counted one by one. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SessionConcurrency, SessionPage } from '@gatehouse/model';
import { type EventApp, runEventApp } from '../../test/event-app.js';

let app: EventApp;

describe('open sessions', () => {
  before(async () => {
    app = await runEventApp();
  });
  after(() => app.stop());

  for (const [name, tenants] of [
    ['all customers', null],
    ['one of them', ['acme']],
  ] as const)
    it(`of ${name} are those of the list that were open then`, async () => {
      app.become({ tenants });
      const { sessions } = await ask<SessionPage>('sessions', { limit: '1000' });
      const times = sessions.map(
        ({ startTime, endTime }) => [Date.parse(String(startTime)), Date.parse(String(endTime))] as const,
      );
      assert.ok(times.length > 3);
      const from = new Date(Math.min(...times.map(([start]) => start)) + 60_000).toISOString();
      const to = new Date(Math.max(...times.map(([, end]) => end)) - 60_000).toISOString();
      const { buckets, intervalSeconds } = await ask<SessionConcurrency>('sessions/concurrency', {
        from,
        to,
        intervalSeconds: '1800',
      });
      assert.equal(intervalSeconds, 1800);
      for (const bucket of buckets) {
        const begin = Date.parse(bucket.from);
        const end = Math.min(begin + 1_800_000, Date.parse(to) + 1000);
        const open = times.filter(([start, finish]) => start < end && finish >= begin);
        assert.equal(bucket.open, open.length, bucket.from);
      }
      assert.ok(buckets.some(({ open }) => open > 0));
    });

  it('satisfy the query', async () => {
    const { buckets } = await ask<SessionConcurrency>('sessions/concurrency', {
      query: 'userName: nobody-of-this-name',
    });
    assert.ok(buckets.length > 0 && buckets.every(({ open }) => open === 0));
  });

  for (const [name, parameters] of [
    ['a range that ends before it begins', { from: '2026-03-18', to: '2026-03-17' }],
    ['more intervals than can be shown', { from: '2020-01-01', to: '2026-01-01', intervalSeconds: '1' }],
    ['a query that cannot be read', { query: 'userName: (' }],
  ] as const)
    it(`refuse ${name}`, async () => {
      const response = await fetch(urlOf('sessions/concurrency', parameters));
      assert.equal(response.status, 400, await response.text());
    });
});

function urlOf(path: string, parameters: Readonly<Record<string, string>>): string {
  return `${app.url}/api/v1/${path}?${new URLSearchParams(parameters)}`;
}

async function ask<T>(path: string, parameters: Readonly<Record<string, string>>): Promise<T> {
  const response = await fetch(urlOf(path, parameters));
  const body = (await response.json()) as T;
  assert.equal(response.status, 200, JSON.stringify(body));
  return body;
}
