// `gatehouse guide`: the data mapping guide, printed from the dictionary; docs/reference holds its output.

import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import { buildGuide, guideJson, guideMarkdown } from '@gatehouse/model';
import { type Command, Option } from 'commander';
import type { Io } from './io.js';

export type GuideFormat = 'md' | 'json';

const DESCRIPTION =
  'print the data mapping guide: every token with source field, sample, meaning, type, QQL operators, ECS and OCSF';

export function guideText(format: GuideFormat): string {
  const guide = buildGuide(CITRIX_VPN);
  return format === 'md' ? guideMarkdown(guide) : guideJson(guide);
}

export function registerGuide(program: Command, io: Io): void {
  program
    .command('guide')
    .description(DESCRIPTION)
    .addOption(new Option('--format <format>', 'Markdown or JSON').choices(['md', 'json']).default('md'))
    .action(async ({ format }: { format: GuideFormat }) => io.stdout.write(guideText(format)));
}
