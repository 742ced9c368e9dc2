import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { createOutput } from './cli/io.js';
import { AppError } from './errors.js';
import { BadInputLog, createLog, type LogLevel } from './log.js';
import { capturedIo } from './test/captured-io.js';

const NOW = new Date('2026-11-24T08:15:02.345Z');

function logTo({ level = 'debug', isTty = false }: { level?: LogLevel; isTty?: boolean } = {}) {
  const io = capturedIo({ isTty, env: { NO_COLOR: '1' } });
  const log = createLog({ level, output: io.stderr, now: () => NOW });
  return { log, text: () => io.written.stderr, record: () => JSON.parse(io.written.stderr) as Record<string, unknown> };
}

describe('as JSON', () => {
  it('a line says when, how serious, what, and the facts', () => {
    const { log, text } = logTo();
    log.info({ listener: 'gw', port: 5514 }, 'listening');
    assert.equal(
      text(),
      '{"level":"info","time":"2026-11-24T08:15:02.345Z","listener":"gw","port":5514,"message":"listening"}\n',
    );
  });

  it('lines below the level are left out', () => {
    const { log, text } = logTo({ level: 'warn' });
    log.info('no');
    log.debug('no');
    log.warn('yes');
    log.error('yes');
    assert.equal(text().split('\n').length, 3);
  });

  it('a known error is told by code and remedy, without a stack', () => {
    const { log, record } = logTo();
    const error = new AppError('listener.address-in-use', { listener: 'gw', address: '192.0.2.1:514' });
    log.error({ error }, 'not started');
    assert.deepEqual(record()['error'], { code: error.code, message: error.message, remedy: error.remedy });
  });

  it('an unknown error has its stack', () => {
    const { log, record } = logTo();
    log.error({ error: new TypeError('x is not a function') }, 'defect');
    const { type, stack } = record()['error'] as Record<string, string>;
    assert.equal(type, 'TypeError');
    assert.match(stack ?? '', /log\.test/);
  });

  it('a message from outside stays one line', () => {
    const { log, text } = logTo();
    log.warn({ peer: 'a\nb' }, 'x\n{"level":"error"}');
    assert.equal(text().trimEnd().split('\n').length, 1);
  });
});

describe('secrets', () => {
  const PEM = '-----BEGIN RSA PRIVATE KEY-----\nsesame\n-----END RSA PRIVATE KEY-----';
  const rows: readonly (readonly [string, Record<string, unknown>])[] = [
    ['by name', { password: 'sesame' }],
    ['by the name of a secret key of the configuration', { listener: { tls: { keyPassphrase: 'sesame' } } }],
    ['in the headers of a request', { request: { headers: { authorization: 'Basic sesame' } } }],
    ['in a URL', { url: 'https://gatehouse:sesame@192.0.2.1/store' }],
    ['in a private key', { text: PEM }],
    ['in a private key that is cut off', { text: PEM.slice(0, 42), level2: 'stays' }],
    ['in the text of an error', { error: new Error('cannot reach nats://user:sesame@192.0.2.1') }],
  ];
  for (const [name, fields] of rows) {
    it(`${name} are not written`, () => {
      const { log, text, record } = logTo();
      log.info(fields, 'kept');
      assert.match(text(), /\(hidden\)/);
      assert.doesNotMatch(text(), /sesame/);
      assert.equal(record()['message'], 'kept');
    });
  }

  it('an address with a port and an @ elsewhere is no secret', () => {
    const { log, text } = logTo();
    log.info('connected to tcp://192.0.2.1:514 for ann@example.com');
    assert.match(text(), /tcp:\/\/192\.0\.2\.1:514 for ann@example\.com/);
  });
});

describe('on a terminal', () => {
  it('a line reads as a sentence with its facts', () => {
    const { log, text } = logTo({ isTty: true });
    log.warn({ listener: 'gw', reason: 'two words' }, 'kept');
    assert.equal(text(), '08:15:02 warn  kept listener=gw reason="two words"\n');
  });

  it('the remedy stands below', () => {
    const { log, text } = logTo({ isTty: true });
    log.error({ error: new AppError('journal.failed', { reason: 'why' }) }, 'stopped');
    assert.match(text(), /^08:15:02 error stopped\n {9}the journal has failed: why\n {7}→ check the disk/);
  });

  it('nothing from outside steers it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, value) => {
        const { log, text } = logTo({ isTty: true });
        log.warn({ value }, message);
        assert.match(text(), /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*\n$/u);
      }),
    );
  });
});

test('a log that nobody reads any more is no failure', async () => {
  const io = capturedIo();
  const broken = { ...createOutput(process.stderr, {}), write: () => Promise.reject(new Error('closed')) };
  createLog({ level: 'info', output: { ...io.stderr, ...broken, isTty: false }, now: () => NOW }).info('lost');
  await new Promise((resolve) => void setImmediate(resolve));
});

/** Reports as `time code source suppressed message`, with a clock that the test moves. */
function badInput() {
  const written: string[] = [];
  const clock = { ms: 0 };
  const warn = (fields: { code: string; source: string; suppressed?: number }, message: string) =>
    void written.push(`${clock.ms} ${fields.code} ${fields.source} ${fields.suppressed ?? 0} ${message}`);
  const log = new BadInputLog({ warn: warn as ReturnType<typeof logTo>['log']['warn'] }, () => clock.ms);
  const report = (code: string, source: string) => log.report({ code, source, message: 'm' });
  return { written, clock, log, report };
}

describe('reports of bad input', () => {
  it('are written once in ten seconds for each code and source, with the number left out', () => {
    const { written, clock, report } = badInput();
    for (clock.ms = 0; clock.ms <= 20_000; clock.ms += 1000) report('bad-framing', '192.0.2.1');
    clock.ms = 500;
    report('bad-framing', '192.0.2.2');
    report('idle-timeout', '192.0.2.1');
    assert.deepEqual(written, [
      '0 bad-framing 192.0.2.1 0 m',
      '10000 bad-framing 192.0.2.1 9 m',
      '20000 bad-framing 192.0.2.1 9 m',
      '500 bad-framing 192.0.2.2 0 m',
      '500 idle-timeout 192.0.2.1 0 m',
    ]);
  });

  it('that have ended are summed up by sweeping, once', () => {
    const { written, clock, log, report } = badInput();
    for (let count = 0; count < 5; count++) report('a', 'x');
    clock.ms = 9999;
    log.sweep();
    clock.ms = 10_000;
    log.sweep();
    clock.ms = 30_000;
    log.sweep();
    log.sweep(true);
    assert.deepEqual(written, ['0 a x 0 m', '10000 a x 4 4 more: m']);
  });

  it('are summed up at the end', () => {
    const { written, log, report } = badInput();
    for (let count = 0; count < 3; count++) report('a', 'x');
    report('b', 'x');
    log.sweep(true);
    log.sweep(true);
    assert.deepEqual(written, ['0 a x 0 m', '0 b x 0 m', '0 a x 2 2 more: m']);
  });

  it('of forged senders without end are bounded in memory and lines', () => {
    const { written, clock, report } = badInput();
    for (let sender = 0; sender < 100_000; sender++) report('a', `sender ${sender}`);
    assert.equal(written.length, 1001);
    assert.equal(written.at(-1), '0 a many senders 0 m');
    clock.ms = 10_000;
    report('a', 'after');
    assert.ok(written.some((line) => line === '10000 a many senders 98999 98999 more: m'));
    assert.equal(written.at(-1), '10000 a after 0 m');
  });

  it('lose no number, whatever comes when', () => {
    const step = fc.record({ wait: fc.nat(6000), source: fc.constantFrom('x', 'y'), sweep: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { written, clock, log, report } = badInput();
        for (const { wait, source, sweep } of steps) {
          clock.ms += wait;
          if (sweep) log.sweep();
          report('a', source);
        }
        log.sweep(true);
        for (const source of ['x', 'y']) {
          const lines = written.filter((line) => line.includes(` a ${source} `));
          const itself = lines.filter((line) => !line.includes(' more: ')).length;
          const suppressed = lines.reduce((sum, line) => sum + Number(line.split(' ')[3]), 0);
          assert.equal(itself + suppressed, steps.filter((each) => each.source === source).length);
        }
      }),
    );
  });
});
