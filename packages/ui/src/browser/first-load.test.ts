/** What a browser has to fetch before a page is there, from what was built. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../dist/page/', import.meta.url));
const MOST_KIB = 350;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const skip = existsSync(`${folder}.vite/manifest.json`) ? false : 'the page is not built: bin/prepare builds it';

const PAGES = {
  'the overview': ['src/pages/overview/page.tsx'],
  'the search page, with the editor': ['src/pages/search/page.tsx', 'src/components/query/editor.tsx'],
  'the map': ['src/pages/map/page.tsx'],
};

for (const [page, names] of Object.entries(PAGES))
  test(`${page} as the first page is under ${MOST_KIB} KiB of compressed script`, { skip }, () => {
    const manifest = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8')) as Readonly<
      Record<string, Chunk>
    >;
    const files = new Set<string>();
    const add = (name: string) => {
      const chunk = manifest[name];
      if (chunk === undefined || files.has(chunk.file)) return;
      files.add(chunk.file);
      for (const other of chunk.imports ?? []) add(other);
    };
    for (const name of ['index.html', ...names]) {
      assert.ok(manifest[name], `${name} is in the build`);
      add(name);
    }
    const bytes = [...files].reduce((sum, file) => sum + statSync(`${folder}${file}.gz`).size, 0);
    assert.ok(bytes < MOST_KIB * 1024, `${Math.round(bytes / 1024)} KiB in ${files.size} files`);
  });
