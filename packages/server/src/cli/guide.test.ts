import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import { buildGuide, guideMarkdown } from '@gatehouse/model';
import { Command } from 'commander';
import { capturedIo } from '../test/captured-io.js';
import { guideText, registerGuide } from './guide.js';

async function printed(...args: readonly string[]): Promise<string> {
  const io = capturedIo();
  const program = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  registerGuide(program, io);
  await program.parseAsync(['guide', ...args], { from: 'user' });
  await io.stdout.flush();
  return io.written.stdout;
}

describe('gatehouse guide', () => {
  it('prints Markdown unless told otherwise', async () => {
    assert.equal(await printed(), guideMarkdown(buildGuide(CITRIX_VPN)));
    assert.equal(await printed('--format', 'md'), guideText('md'));
  });

  it('prints JSON that holds every table', async () => {
    assert.deepEqual(JSON.parse(await printed('--format', 'json')), structuredClone(buildGuide(CITRIX_VPN)));
  });

  it('refuses another format', async () => {
    await assert.rejects(printed('--format', 'pdf'), /md, json/);
  });
});
