// One run for all tests; the file name tells the kind: *.spec.ts beside the code, *.contract.spec.ts for ports, *.e2e-spec.ts under test/.
export default {
  rootDir: '..',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/bench/emmett/'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.(t|j|mj)sx?$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['node_modules/(?!(.*/)?(@nestjs|cookie|content-disposition|jose|hucre|@noble|@fastify)/)'],
  maxWorkers: 2,
  // A loaded machine must not fail a test: nothing here asserts on time.
  testTimeout: 60_000,
};
