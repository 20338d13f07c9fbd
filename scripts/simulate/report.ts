// What a simulated festival came to, as text: goal, measured, ratio.

import { isReached, ratioOf, type Goal } from '../../src/testing/scenarios/goals.ts'
import type { ScenarioResult } from '../../src/testing/scenarios/scenarios.ts'

/** `seconds` of the processor. */
export function report(result: ScenarioResult, seconds: number, withDetails: boolean): string {
  const { scenario, membership, nodes, seed, goals, virtualMs, traceHash } = result
  const minutes = Math.round(virtualMs / 60_000)
  const head = `${scenario} (${membership}): ${nodes} nodes, seed ${seed}, ${minutes} virtual minutes in ${seconds.toFixed(1)} s of processor`
  const rows = goals.map(row)
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
  const parts = ['', head, ...lines.map((line) => `  ${line}`), `  trace ${traceHash.slice(0, 16)}`]
  return [...parts, ...(withDetails ? details(result) : [])].join('\n')
}

function row(goal: Goal): string[] {
  const sign = goal.comparison === 'at most' ? '≤' : '≥'
  const unit = goal.unit === '' ? '' : ` ${goal.unit}`
  const verdict = isReached(goal) ? 'reached' : 'MISSED'
  return [goal.what, `${sign} ${number(goal.goal)}${unit}`, `${number(goal.measured)}${unit}`, ratio(goal), verdict]
}

function ratio(goal: Goal): string {
  const value = ratioOf(goal)
  return Number.isFinite(value) ? `${value.toFixed(2)} ×` : '–'
}

function number(value: number): string {
  if (!Number.isFinite(value)) return 'never'
  if (Number.isInteger(value)) return `${value}`
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

function details({ measures }: ScenarioResult): string[] {
  const { bytesPerEntry: _bytes, volume, ...figures } = measures
  const simple = Object.entries(figures).map(([name, value]) => `${name} ${value === undefined ? '–' : number(value)}`)
  const kinds = [...volume].map(([type, { messages, bytes }]) => `${type} ${messages} (${bytes} B)`)
  return [`  ${simple.join(', ')}`, `  frames: ${kinds.join(', ')}`]
}
