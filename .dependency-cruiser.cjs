/**
 * The arrows of the architecture. Pure libraries import zod and each other, nothing else; adapters import pure
 * libraries and what they adapt; apps wire. `npm run deps` checks it.
 */
const PURE = '(kernel|calendar|elections|supervision)';
/** What stands beside the code for its tests. */
const TESTS = '(\\.spec\\.ts$|/testing/|/contract/)';

module.exports = {
  forbidden: [
    {
      name: 'pure-libraries-import-only-zod-and-each-other',
      severity: 'error',
      comment: 'A pure library has no I/O, no clock, no ids, no hashing: time, ids and hashes come in as parameters.',
      from: { path: `^libs/${PURE}/src`, pathNot: TESTS },
      to: { pathNot: [`^libs/${PURE}/src`, '^node_modules/zod/'] },
    },
    {
      name: 'libraries-do-not-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libraries-do-not-import-nest',
      severity: 'error',
      comment: 'Where Nest stops: only apps/server knows it.',
      from: { path: '^libs/' },
      to: { path: '^node_modules/@nestjs/' },
    },
    // kernel ← calendar, elections ← supervision; never the other way. Tests may look further.
    {
      name: 'kernel-imports-no-library',
      severity: 'error',
      from: { path: '^libs/kernel/src' },
      to: { path: '^libs/(?!kernel/)' },
    },
    {
      name: 'calendar-and-elections-import-the-kernel-only',
      severity: 'error',
      from: { path: '^libs/(calendar|elections)/src', pathNot: TESTS },
      to: { path: '^libs/(?!kernel/|$1/)' },
    },
    {
      name: 'adapters-import-the-kernel-only',
      severity: 'error',
      comment: 'Adapters do not know each other: apps/server wires them.',
      from: { path: '^libs/(event-store|identity|printing|spreadsheets|transparency|vault)/src', pathNot: TESTS },
      to: { path: '^libs/(?!kernel/|$1/)' },
    },
    {
      name: 'projections-read-the-log-and-judge',
      severity: 'error',
      from: { path: '^libs/projections/src', pathNot: TESTS },
      to: { path: '^libs/(?!kernel/|event-store/|supervision/|projections/)' },
    },
    {
      name: 'other-libraries-by-their-index-only',
      severity: 'error',
      comment: 'A library is imported by its name (#name), so that what stands in its folders can change.',
      from: { path: '^(libs|apps)/([^/]+)/', pathNot: '(\\.(spec|e2e-spec)\\.ts$|^apps/console/)' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^$1/$2/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Fields of a form nest in fields of a form; nothing else may go in circles.',
      from: { path: '^(libs|apps)/', pathNot: '^apps/console/src/forms/fields/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-test-code-in-products',
      severity: 'error',
      from: { pathNot: `(${TESTS}|\\.e2e-spec\\.ts$|^test/)` },
      to: { path: `(${TESTS}|^test/(?!bench))` },
    },
    {
      name: 'console-takes-types-only-from-the-server',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^apps/(server|cli)/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|^node_modules/.*/node_modules|\\.css$)' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
    parser: 'tsc',
  },
};
