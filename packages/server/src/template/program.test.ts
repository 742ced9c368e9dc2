import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Batch } from '../encode/batch.js';
import { defaultContext, readLine } from '../map/reader.js';
import { BodyTree } from './body-tree.js';
import { compileTemplate } from './compile.js';
import { Kernel } from './kernel.js';
import { outline } from './learn.js';
import { Program } from './program.js';

const LINE =
  '<134> 07/28/2026:10:15:00 GMT adc-1 0-PPE-0 : default SSLVPN LOGOUT 4711 0 : Context ann.lee@192.0.2.7 - SessionId: 12 - User ann.lee - Client_ip 192.0.2.7 - Nat_ip "Mapped Ip" - Vserver 198.51.100.4:443 - Start_time "07/28/2026:10:00:00 GMT" - End_time "07/28/2026:10:15:00 GMT" - Duration 00:15:00 - Http_resources_accessed 3 - NonHttp_services_accessed 0 - Total_TCP_connections 2 - Total_UDP_flows 0 - Total_policies_allowed 5 - Total_policies_denied 0 - Total_bytes_send 1000 - Total_bytes_recv 2000 - Total_compressedbytes_send 0 - Total_compressedbytes_recv 0 - Compression_ratio_send 0.00% - Compression_ratio_recv 0.00% - LogoutMethod "Explicit" - Group(s) "Sales"';

function learned() {
  const reading = readLine(LINE, defaultContext({ timezone: 'UTC' }));
  const sketch = outline(reading);
  assert.ok(sketch !== null);
  const compiled = compileTemplate({ sketch, reading, batch: new Batch(1), zone: 'UTC', headers: [] });
  assert.ok(compiled !== null);
  const { header, event, body } = compiled;
  const tree = new BodyTree();
  tree.add(body);
  header.bodies.set(event, tree);
  return { header, event, body };
}

test('a form that has been written is found, and nothing else', () => {
  const kernel = new Kernel();
  const program = new Program(kernel);
  const { header, event, body } = learned();
  const found = (line: string) => {
    const bytes = Buffer.from(line, 'latin1');
    const number = kernel.match(bytes, 0, bytes.length);
    return number < 0 ? null : program.template(number);
  };
  assert.equal(found(LINE), null);
  program.write(header, event);
  assert.equal(found(LINE), body.template);
  assert.equal(found(LINE.replace('Sales', 'Marketing')), body.template);
  for (const other of [`${LINE} `, LINE.slice(0, -1), LINE.replace('LOGOUT', 'LOGIN'), LINE.replace('SSLVPN', 'AAA')])
    assert.equal(found(other), null, other);
  program.clear();
  assert.equal(found(LINE), null);
});

test('when the arena is full everything is written again', () => {
  const kernel = new Kernel();
  const program = new Program(kernel);
  const { header, event, body } = learned();
  const bytes = Buffer.from(LINE, 'latin1');
  const writes = Math.ceil(kernel.exports.ARENA_BYTES.value / (body.pieces.length * 32));
  for (let write = 0; write < writes; write++) program.write(header, event);
  assert.equal(program.template(kernel.match(bytes, 0, bytes.length)), body.template);
});

test('a line longer than the window, and one that crosses its end', () => {
  const kernel = new Kernel();
  const program = new Program(kernel);
  const { header, event, body } = learned();
  program.write(header, event);
  const size = kernel.exports.WINDOW_BYTES.value;
  const many = Buffer.from(`${LINE}\n`.repeat(Math.ceil(size / LINE.length) + 3), 'latin1');
  let from = 0;
  for (; from < many.length; from += LINE.length + 1)
    assert.equal(program.template(kernel.match(many, from, from + LINE.length)), body.template);
  const long = Buffer.from(LINE.replaceAll('ann.lee', 'a'.repeat(size)), 'latin1');
  assert.equal(kernel.match(long, 0, long.length), -1);
});

test('bytes that change in place are looked at again', () => {
  const kernel = new Kernel();
  const program = new Program(kernel);
  const { header, event, body } = learned();
  program.write(header, event);
  const bytes = Buffer.from(LINE, 'latin1');
  assert.equal(program.template(kernel.match(bytes, 0, bytes.length)), body.template);
  bytes.fill(0x20);
  kernel.forget();
  assert.equal(kernel.match(bytes, 0, bytes.length), -1);
});
