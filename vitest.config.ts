import { defineConfig } from 'vitest/config';

/** These load the product's modules anew, or change what every module of a process shares. */
const ALONE = [
  'test/conformance/**/*.test.ts',
  'test/faults/survival-control.test.ts',
  'test/gateway/freeze-prototypes.test.ts',
];

export default defineConfig({
  // Vite would take graphql's ESM build while Node gives everybody else the CommonJS one: two copies, two realms.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // package.json leads to what was built; tests run the sources.
      { find: /^#(values|events)\/(.*)\.js$/, replacement: `${import.meta.dirname}/subgraphs/_$1/$2.ts` },
      { find: /^#subgraphs\/(.*)\.js$/, replacement: `${import.meta.dirname}/subgraphs/$1.ts` },
      { find: /^#(\w+)\/(.*)\.js$/, replacement: `${import.meta.dirname}/src/$1/$2.ts` },
    ],
  },
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/random-seed.ts'],
    // For what hangs. How long a test takes is no verdict: machines are slow, and busy with other work.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
    // Two cores: more workers only take turns.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // The modules are loaded once a worker rather than once a file, which was a third of the time.
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts', 'web/test/**/*.test.ts'],
          exclude: ALONE,
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
