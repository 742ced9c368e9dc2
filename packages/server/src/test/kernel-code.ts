/** The matcher's kernel (packages/server/kernel), compiled: what template/kernel-code.ts is printed from. */
import { main } from 'assemblyscript/asc';
import { repositoryRoot } from './tree.js';

const OPTIONS = [
  'match.ts',
  '--outFile=kernel.wasm',
  '--optimizeLevel=3',
  '--converge',
  '--noAssert',
  '--runtime=stub',
  '--importMemory',
  '--noExportMemory',
  '--enable=simd',
];

export async function kernelCode(): Promise<string> {
  let code: Uint8Array | string = '';
  const folder = `${repositoryRoot}packages/server/kernel`;
  const { error, stderr } = await main([...OPTIONS, `--baseDir=${folder}`], {
    writeFile: (_name, contents) => void (code = contents),
  });
  if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
  const text = Buffer.from(code).toString('base64');
  return `// Printed by \`npm run generate\` from packages/server/kernel: change that instead.\nexport const KERNEL_CODE =\n  '${text}';\n`;
}
