/**
 * Names in package-lock.json the platform packages that the registry in use does not carry (docs/decisions/0001).
 *
 * Packages with native parts list one optional package per platform. npm records only those that it could see, `npm ci` then
 * refuses the lockfile, and on a platform that is not recorded the native part is silently not installed. An entry
 * needs no more than the version and the platform: `npm ci` skips it elsewhere and fetches it there.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const lockPath = new URL('../package-lock.json', import.meta.url);
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const libraries = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

const lock = JSON.parse(readFileSync(lockPath, 'utf8'));
const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {}).filter(([name]) => !isLocked(path, name)),
);
for (const [name, range] of missing) lock.packages[`node_modules/${name}`] = platformEntry(name, range);
if (missing.length > 0) writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${missing.length} platform packages added`);

/** Node's resolution: the package's own node_modules, then those of the folders above it. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (lock.packages[`${folder}${folder ? '/' : ''}node_modules/${name}`]) return true;
    if (!folder.includes('node_modules/')) return lock.packages[`node_modules/${name}`] !== undefined;
  }
}

/** `@scope/binding-linux-arm64-musl` → linux, arm64, musl. */
function platformEntry(name, version) {
  if (!/^\d/.test(version)) throw new Error(`${name} is wanted as ${version}: only exact versions can be entered`);
  const words = name.split(/[/-]/);
  const library = words.map((word) => libraries[word]).find(Boolean);
  return {
    version,
    cpu: processors.filter((processor) => words.includes(processor)),
    ...(library ? { libc: [library] } : {}),
    optional: true,
    os: systems.filter((system) => words.includes(system)),
  };
}
