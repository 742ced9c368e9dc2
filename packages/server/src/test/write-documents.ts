/** `npm run generate`: writes the documents that are printed from tables in the program. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedDocuments } from './generated-documents.js';
import { repositoryRoot } from './tree.js';

for (const [path, print] of Object.entries(generatedDocuments)) {
  mkdirSync(dirname(repositoryRoot + path), { recursive: true });
  writeFileSync(repositoryRoot + path, await print());
}
