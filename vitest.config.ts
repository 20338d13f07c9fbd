// Tests that need nothing but Node, and tests that drive real browsers: two files at a time, and then one after the other those
// that load every processor or must not wait for one. `npm test` runs all of them; scripts/test.ts puts those with browsers
// into a sandbox.
import { defineConfig } from 'vitest/config'

/** Files in tests/e2e that nothing runs beside: several browsers at once, seconds that are counted, deaths at a certain step. */
const BY_THEMSELVES = [
  'bundles',
  'direct',
  'festival-of-eight',
  'killed-wallet',
  'link',
  'locking',
  'neighbours',
  'page-calls',
  'pictures',
  'restart',
  'silent-background',
  'story',
  'undo',
  'ways',
].map((name) => `tests/e2e/${name}.test.ts`)

const IN_BROWSERS = {
  environment: 'node',
  // As long as the pages' own waiting; what is there at once costs none of it.
  expect: { poll: { timeout: 20_000 } },
  testTimeout: 120_000,
  hookTimeout: 60_000,
  teardownTimeout: 30_000,
} as const

export default defineConfig({
  define: { __BROWSER__: JSON.stringify('chrome') },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/{unit,property,conformance,simulation,fuzz}/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Every core: nothing else needs one meanwhile.
          maxWorkers: '100%',
          // Some kill a worker at every one of its awaits.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...IN_BROWSERS,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: BY_THEMSELVES,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...IN_BROWSERS,
          name: 'e2e-by-themselves',
          include: BY_THEMSELVES,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
