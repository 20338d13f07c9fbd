// Two kinds of tests: those that need nothing but Node, and those that drive real browsers (one after the other, since
// several browsers at once make each other slow). `npm test` runs both; scripts/test.ts puts the latter into a sandbox.
import { defineConfig } from 'vitest/config'

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
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          // As long as the pages' own waiting; what is there at once costs none of it.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 120_000,
          hookTimeout: 60_000,
          teardownTimeout: 30_000,
        },
      },
    ],
  },
})
