import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const documents = ['.', 'docs', 'apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && name !== 'events.md' && !name.includes('node_modules'))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
);
const text = (file: string) => readFileSync(join(root, file), 'utf8');

/** Paths from the root that a document names in backticks, and files that it links to. */
function pathsIn(file: string): readonly string[] {
  const named = [...text(file).matchAll(/`((?:apps|libs|test|docs|infra|\.ci)\/[^`\s]+)`/g)].map(
    ([, path = '']) => path,
  );
  return named.filter((path) => !/[<>{…]/.test(path));
}

function exists(path: string): boolean {
  // `libs/*/README.md`: of any of them.
  const [before, after] = path.split('*', 2);
  if (after === undefined) return existsSync(join(root, path));
  return readdirSync(join(root, before ?? '')).some((name) => existsSync(join(root, `${before}${name}${after}`)));
}

describe('the documents', () => {
  it('are some', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'README.zh-CN.md', 'docs/contributing.md']));
    expect(documents.flatMap(pathsIn).length).toBeGreaterThan(20);
  });

  it.each(documents)('%s names files and folders that are there', (file) => {
    expect(pathsIn(file).filter((path) => !exists(path))).toEqual([]);
  });

  it('speak of commands of npm that there are', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Readonly<Record<string, string>> };
    const spoken = documents.flatMap((file) =>
      [...text(file).matchAll(/npm run ([a-z:]+)/g)].map(([, script = '']) => script),
    );
    expect(spoken.length).toBeGreaterThan(3);
    expect(spoken.filter((script) => !(script in scripts))).toEqual([]);
  });
});

describe('nest-cli.json', () => {
  const { projects } = JSON.parse(text('nest-cli.json')) as {
    projects: Readonly<Record<string, { root: string; sourceRoot: string; entryFile: string; type: string }>>;
  };

  it('lists every library and the applications that Node runs', () => {
    const roots = Object.values(projects).map((one) => one.root);
    const libraries = readdirSync(join(root, 'libs')).map((name) => `libs/${name}`);
    expect(roots.sort()).toEqual(['apps/cli', 'apps/server', ...libraries].sort());
  });

  it('names entries that are there', () => {
    const entries = Object.values(projects).map(({ sourceRoot, entryFile }) => `${sourceRoot}/${entryFile}.ts`);
    expect(entries.filter((entry) => !existsSync(join(root, entry)))).toEqual([]);
  });
});
