/** The repository as the tests see it: where it is, which TypeScript sources it holds, what each of them imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript source of packages, packs and benchmarks, sorted; nothing generated and nothing installed. */
export function sourcePaths(): string[] {
  const folders = [
    'bench/src',
    ...children('packages').map((name) => `packages/${name}/src`),
    ...children('sources').map((name) => `sources/${name}`),
  ];
  return folders
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => /\.tsx?$/.test(path))
    .sort();
}

export function sourceFiles(): SourceFile[] {
  return sourcePaths().map((path) => ({ path, text: readFileSync(repositoryRoot + path, 'utf8') }));
}

/** Where the compiler puts `path`: packages keep their sources in src/, packs beside their package.json. */
export function compiledPath(path: string): string {
  const inDist = path.startsWith('sources/')
    ? path.replace(/^(sources\/[^/]+)\//, '$1/dist/')
    : path.replace('/src/', '/dist/');
  return inDist.replace(/\.tsx?$/, '.js');
}

/** The module names in import and export statements and in `import()`, as written. */
export function importsOf(text: string): string[] {
  return [
    ...text.matchAll(/^(?:import|export)\s[^'"]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gms),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function children(folder: string): string[] {
  return readdirSync(repositoryRoot + folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function filesBelow(folder: string): string[] {
  return readdirSync(repositoryRoot + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return entry.name === 'dist' || entry.name === 'node_modules' ? [] : filesBelow(path);
  });
}
