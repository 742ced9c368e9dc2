/**
 * Who may import whom. Data flows one way (ARCHITECTURE.md): a stage knows the nouns it receives, never the stage that
 * follows. A folder that is missing in the tables, or a row for a folder that no longer exists, fails as well.
 */
import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { importsOf, type SourceFile, sourceFiles } from './tree.js';

/** Nouns that travel between stages: these files may be imported by all. So may files directly in src/. */
const nouns = [
  'map/reading.js',
  'map/defects.js',
  'store/event-store.js',
  'journal/journal.js',
  'documents/documents.js',
  'access/caller.js',
  'receive/listener.js',
  'config/keys.js',
];

/** Folder of packages/server/src → folders and files beside it that it may import; `*` stands for all. */
const serverFolders: Readonly<Record<string, readonly string[]>> = {
  receive: ['frame'],
  frame: [],
  journal: ['frame'],
  decode: [],
  map: ['decode'],
  template: ['encode'],
  enrich: ['encode', 'map/address.js', 'map/direction.js'],
  encode: [],
  reprocess: ['block', 'query', 'store', 'enrich', 'encode', 'template', 'decode/zone.js', 'map/direction.js'],
  block: ['frame', 'decode', 'map', 'template', 'enrich', 'encode', 'store/interrupted-run.js'],
  store: ['encode'],
  query: ['store', 'template', 'decode/zone.js', 'map/print.js'],
  export: ['query'],
  detect: ['query', 'store', 'documents'],
  sessions: ['query', 'store', 'encode'],
  access: ['documents'],
  audit: ['journal/journal-file.js'],
  documents: ['journal/journal-file.js'],
  catalog: ['documents', 'access/authority.js', 'map/endpoints.js'],
  searches: ['documents', 'access/authority.js'],
  api: [
    'access',
    'audit',
    'query',
    'export',
    'sessions',
    'documents',
    'searches',
    'catalog',
    'decode/zone.js',
    'map/direction.js',
    'map/explanation.js',
    'map/print.js',
    'map/reader.js',
  ],
  generate: [],
  config: ['decode/zone.js', 'map/direction.js', 'store/identity.js'],
  serve: [
    'api',
    'access',
    'audit',
    'query',
    'documents',
    'searches',
    'catalog',
    'detect',
    'generate/generate.js',
    'generate/places.js',
    'sessions',
    'enrich',
    'block',
    'journal',
    'receive',
    'store',
    'map/direction.js',
    'decode/zone.js',
  ],
  cli: ['*'],
  test: ['*'],
};

/** Package or kind of package → packages that it may import, Node's own among them; `*` stands for all. */
const packages: Readonly<Record<string, readonly string[]>> = {
  bench: ['*'],
  'packages/model': [],
  'packages/qql': ['@gatehouse/model'],
  'packages/server': ['*'],
  'packages/ui': [
    '@gatehouse/model',
    '@gatehouse/qql',
    '@codemirror/autocomplete',
    '@codemirror/commands',
    '@codemirror/state',
    '@codemirror/view',
    '@tanstack/react-query',
    '@tanstack/react-router',
    '@tanstack/react-virtual',
    'd3-geo',
    'react',
    'react-dom/client',
    'topojson-client',
    'topojson-specification',
    'world-atlas/countries-110m.json?url',
  ],
  'sources/*': ['@gatehouse/model'],
};

/** Folder of packages/ui/src → folders beside it that it may import. Pages never know each other: each is a folder of its own. */
const uiFolders: Readonly<Record<string, readonly string[]>> = {
  app: ['pages', 'components', 'lib'],
  pages: ['components', 'lib'],
  components: ['lib'],
  lib: [],
};

const files = sourceFiles();
const serverSource = 'packages/server/src/';
const uiSource = 'packages/ui/src/';
const program = files.filter((file) => !isTest(file));

test('every folder of the server has a row', () => {
  const folders = files.map(({ path }) => stageOf(path)).filter((folder) => folder !== undefined);
  assert.deepEqual(
    [...new Set(folders)].filter((folder) => !Object.hasOwn(serverFolders, folder)),
    [],
  );
});

test('no stage imports one that it must not know', () => {
  assert.deepEqual(program.flatMap(forbiddenStages), []);
});

test('the page: app knows pages, pages know components and lib, and no page another one', () => {
  assert.deepEqual(program.flatMap(forbiddenUiFolders), []);
});

test('no package imports one that it must not know', () => {
  assert.deepEqual(program.flatMap(forbiddenPackages), []);
});

test('the program imports nothing that is made for tests', () => {
  const tests = files.filter(isTest).map(({ path }) => path.replace(/\.ts$/, '.js'));
  const leaks = program.flatMap((file) =>
    relativeImports(file)
      .filter(({ target }) => tests.includes(target))
      .map(({ name }) => `${file.path} imports ${name}`),
  );
  assert.deepEqual(leaks, []);
});

test('packages meet at their entries only; benchmarks look inside', () => {
  const deep = files
    .filter(({ path }) => !path.startsWith('bench/'))
    .flatMap(({ path, text }) =>
      importsOf(text)
        .filter((name) => /^@gatehouse\/[^/]+\//.test(name) || leavesPackage(path, name))
        .map((name) => `${path} imports ${name}`),
    );
  assert.deepEqual(deep, []);
});

test('nothing is mocked by module: a fake goes through the factory', () => {
  const mocking = files.filter(({ text }) => /\b(mock|vi|jest)\.(module|mock)\(/.test(text));
  assert.deepEqual(
    mocking.map(({ path }) => path),
    [],
  );
});

test('a forbidden import is seen', () => {
  const text =
    "import { a } from '../store/a.js';\nimport type {\n  B,\n} from '@gatehouse/qql';\nexport const c = await import('pg');\n";
  assert.deepEqual(importsOf(text), ['../store/a.js', '@gatehouse/qql', 'pg']);
  assert.deepEqual(forbiddenStages({ path: 'packages/server/src/decode/x.ts', text }), [
    'packages/server/src/decode/x.ts imports ../store/a.js',
  ]);
  const page = {
    path: 'packages/ui/src/pages/a/x.tsx',
    text: "import { b } from '../b/b.js';\nimport { c } from './c.js';\n",
  };
  assert.deepEqual(forbiddenUiFolders(page), ['packages/ui/src/pages/a/x.tsx imports ../b/b.js']);
  assert.deepEqual(forbiddenPackages({ path: 'packages/model/src/x.ts', text }), [
    'packages/model/src/x.ts imports @gatehouse/qql',
    'packages/model/src/x.ts imports pg',
  ]);
});

function forbiddenStages({ path, text }: SourceFile): string[] {
  const stage = stageOf(path);
  if (stage === undefined || serverFolders[stage]?.includes('*')) return [];
  const allowed = [stage, ...nouns, ...(serverFolders[stage] ?? [])];
  return relativeImports({ path, text })
    .filter(({ target }) => {
      const targetStage = stageOf(target);
      return (
        targetStage !== undefined &&
        !allowed.includes(targetStage) &&
        !allowed.includes(target.slice(serverSource.length))
      );
    })
    .map(({ name }) => `${path} imports ${name}`);
}

function forbiddenUiFolders(file: SourceFile): string[] {
  const own = uiFolderOf(file.path);
  if (own === null) return [];
  return relativeImports(file)
    .filter(({ target }) => {
      const other = uiFolderOf(target);
      const isSame = other?.folder === own.folder && (own.folder !== 'pages' || other.page === own.page);
      return other !== null && !isSame && uiFolders[own.folder]?.includes(other.folder) !== true;
    })
    .map(({ name }) => `${file.path} imports ${name}`);
}

function uiFolderOf(path: string): { readonly folder: string; readonly page: string } | null {
  const [folder = '', page = ''] = path.startsWith(uiSource) ? path.slice(uiSource.length).split('/') : [];
  return folder === '' ? null : { folder, page };
}

function relativeImports({ path, text }: SourceFile): { readonly name: string; readonly target: string }[] {
  return importsOf(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => ({ name, target: posix.join(posix.dirname(path), name) }));
}

/** Tests, and what is made for tests beside them: files that import the tests' own folder. */
function isTest(file: SourceFile): boolean {
  return (
    file.path.endsWith('.test.ts') ||
    stageOf(file.path) === 'test' ||
    file.path.startsWith(`${uiSource}browser/`) ||
    relativeImports(file).some(({ target }) => stageOf(target) === 'test')
  );
}

function forbiddenPackages({ path, text }: SourceFile): string[] {
  const [kind = '', name = ''] = path.split('/');
  const allowed = packages[`${kind}/${name}`] ?? packages[`${kind}/*`] ?? packages[kind] ?? [];
  if (allowed.includes('*')) return [];
  return importsOf(text)
    .filter((imported) => !imported.startsWith('.') && !allowed.includes(imported))
    .map((imported) => `${path} imports ${imported}`);
}

/** The folder of packages/server/src that a file is in; undefined for files elsewhere and directly in src/. */
function stageOf(path: string): string | undefined {
  if (!path.startsWith(serverSource)) return undefined;
  const [folder, rest] = path.slice(serverSource.length).split('/');
  return rest === undefined ? undefined : folder;
}

function leavesPackage(path: string, name: string): boolean {
  const target = posix.join(posix.dirname(path), name);
  return name.startsWith('.') && target.split('/').slice(0, 2).join('/') !== path.split('/').slice(0, 2).join('/');
}
