// What every log store must do (src/ports/log-store.ts). A store does not verify, so entries here are any bytes.

import type { LogStore } from '../ports/log-store.ts'
import type { SuiteCheck } from './check.ts'
import { appendChecks } from './log-store-suite/append-checks.ts'
import { blockChecks } from './log-store-suite/block-checks.ts'
import { forkChecks } from './log-store-suite/fork-checks.ts'
import { holeChecks } from './log-store-suite/hole-checks.ts'
import { ownLogChecks } from './log-store-suite/own-log-checks.ts'
import { provisionalChecks } from './log-store-suite/provisional-checks.ts'
import { sparseChecks } from './log-store-suite/sparse-checks.ts'

/** Checks for a store that is empty at the start of each. */
export const logStoreSuite: readonly SuiteCheck<LogStore>[] = [
  ...appendChecks,
  ...ownLogChecks,
  ...forkChecks,
  ...provisionalChecks,
  ...holeChecks,
  ...sparseChecks,
  ...blockChecks,
]
