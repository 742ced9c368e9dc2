/** Documents keep their word: generated ones are current, links lead somewhere, commands that they name exist. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { commandNames } from '../cli/program.js';
import { generatedDocuments } from './generated-documents.js';
import { repositoryRoot } from './tree.js';

for (const [path, print] of Object.entries(generatedDocuments)) {
  test(`${path} is up to date`, async () => {
    assert.equal(readFileSync(repositoryRoot + path, 'utf8'), await print(), 'run: npm run generate');
  });
}

for (const path of markdownPaths()) {
  const text = readFileSync(repositoryRoot + path, 'utf8');

  test(`links in ${path} lead to files that exist`, () => {
    const dead = linksIn(text).filter((link) => !existsSync(repositoryRoot + posix.join(posix.dirname(path), link)));
    assert.deepEqual(dead, []);
  });

  test(`commands in ${path} exist`, () => {
    const unknown = commandsIn(text).filter((name) => !commandNames.includes(name));
    assert.deepEqual(unknown, []);
  });
}

test('npm scripts that the front documents name exist', () => {
  const { scripts } = JSON.parse(readFileSync(`${repositoryRoot}package.json`, 'utf8')) as { scripts: object };
  const named = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'].flatMap((path) =>
    [...readFileSync(repositoryRoot + path, 'utf8').matchAll(/\bnpm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  assert.ok(named.includes('start') && named.includes('test'), 'the README names its two commands');
  assert.deepEqual(
    named.filter((name) => !Object.hasOwn(scripts, name)),
    [],
  );
});

test('a dead link and an unknown command are seen', () => {
  assert.deepEqual(linksIn('[a](b.md#c) [d](https://example.com) ![e](f.png) `[g](h)`'), ['b.md', 'f.png']);
  assert.deepEqual(commandsIn('run `bin/gatehouse nosuch x` or:\n```\n$ gatehouse other -\ngatehouse --help\n```\n'), [
    'nosuch',
    'other',
  ]);
});

/** Relative link targets without their anchors; code is no link. */
function linksIn(text: string): string[] {
  const prose = text.replace(/```.*?```/gs, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

/** First words after `gatehouse` in code, at the start of a line, after a prompt or after a pipe. */
function commandsIn(text: string): string[] {
  const code = [...text.matchAll(/```.*?```|`[^`\n]+`/gs)].map(([piece]) => piece);
  return code.flatMap((piece) =>
    [...piece.matchAll(/(?:^|[`|$]|run)[ \t]*(?:bin\/)?gatehouse ([a-z]\w*)/gm)].map((match) => match[1] ?? ''),
  );
}

function markdownPaths(): string[] {
  const top = readdirSync(repositoryRoot).filter((name) => name.endsWith('.md'));
  const below = ['docs', 'changes', 'examples', 'sources', 'bench', 'deploy', 'rules']
    .filter((folder) => existsSync(repositoryRoot + folder))
    .flatMap((folder) =>
      readdirSync(repositoryRoot + folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
        .map((name) => `${folder}/${name}`),
    );
  return [...top, ...below];
}
