/** Documents that are printed from tables in the program, and code from its source: `npm run generate` writes them, a test compares them. */
import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import { buildGuide, guideJson, guideMarkdown } from '@gatehouse/model';
import { commandNames, runCommandLine } from '../cli/program.js';
import { configMarkdown } from '../config/reference.js';
import { errorsMarkdown } from '../error-reference.js';
import { metricsMarkdown } from '../serve/metrics.js';
import { capturedIo } from './captured-io.js';
import { kernelCode } from './kernel-code.js';

/** Path in the repository → its text. */
export const generatedDocuments: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/reference/command-line.md': commandLineMarkdown,
  'docs/reference/configuration.md': configMarkdown,
  'docs/reference/data-mapping-guide.md': () => guideMarkdown(buildGuide(CITRIX_VPN)),
  'docs/reference/errors.md': errorsMarkdown,
  'docs/reference/fields.json': () => guideJson(buildGuide(CITRIX_VPN)),
  'docs/reference/metrics.md': metricsMarkdown,
  'packages/server/src/template/kernel-code.ts': kernelCode,
};

async function commandLineMarkdown(): Promise<string> {
  const helps = await Promise.all([[], ...commandNames.map((name) => [name])].map(helpSection));
  return ['<!-- Printed by `npm run generate`: change the commands instead. -->\n# The command line\n', ...helps].join(
    '\n',
  );
}

async function helpSection(command: readonly string[]): Promise<string> {
  const io = capturedIo();
  await runCommandLine(io, [...command, '--help']);
  return `## ${['gatehouse', ...command].join(' ')}\n\n\`\`\`\n${io.written.stdout.trimEnd()}\n\`\`\`\n`;
}
