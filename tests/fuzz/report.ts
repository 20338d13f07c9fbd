// What a run found, in lines for a terminal.

import type { Failure, FuzzReport } from './run.ts'

/**
 * Verdicts that are no refusals: let in as far as it could be judged alone, let in wholly, and many inputs after which all
 * was as it should be.
 */
export const PASSED: ReadonlySet<string> = new Set(['well-formed', 'accepted', 'converged'])

/** Cases per target and verdict, most frequent first. */
export function tableLines(report: FuzzReport): string[] {
  const lines: string[] = []
  for (const [target, verdicts] of report.verdicts) {
    lines.push(`${target}: ${count(sum(verdicts.values()))} cases`)
    for (const [verdict, times] of [...verdicts].toSorted(([, a], [, b]) => b - a)) {
      lines.push(`  ${count(times).padStart(9)}  ${verdict}`)
    }
  }
  return lines
}

export function summaryLine(report: FuzzReport): string {
  const totals = new Map<string, number>()
  for (const verdicts of report.verdicts.values()) {
    for (const [verdict, times] of verdicts) {
      const kind = PASSED.has(verdict) ? verdict : 'refused'
      totals.set(kind, (totals.get(kind) ?? 0) + times)
    }
  }
  const of = (kind: string): string => count(totals.get(kind) ?? 0)
  const outcome = `${of('accepted')} accepted, ${of('well-formed')} well-formed, ${of('converged')} histories converged, ${of('refused')} refused`
  return `${count(report.cases)} cases with seed ${report.seed}: ${outcome}, ${report.failures.length} broken promises`
}

/** Everything needed to see the failure again. */
export function failureLines(failure: Failure): string[] {
  return [
    `case ${failure.case} of seed ${failure.seed}, ${failure.target}: ${failure.message}`,
    `  again: npm run fuzz -- --seed ${failure.seed} --from ${failure.case} --cases 1`,
    `  with:  ${failure.mutations.join(' + ') || 'nothing changed'}`,
    ...failure.inputs.map(({ label, hex }) => `  ${label}: ${hex}`),
  ]
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const each of numbers) total += each
  return total
}

function count(n: number): string {
  return n.toLocaleString('en')
}
