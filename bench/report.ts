// Keeps what was measured: bench/results.json has every sample, bench/README.md the table between its two marks. A group that
// was measured again replaces its former results; the others stay with their own date.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { findBrowser } from '../scripts/browsers/find.ts'
import { summarize, type Measurement, type Summary } from './measurement.ts'

const RESULTS = 'bench/results.json'
const README = 'bench/README.md'
const BEGIN = '<!-- results: written by npm run bench -->'
const END = '<!-- end of results -->'

/** Under which conditions a group was measured. */
export interface Conditions {
  /** ISO 8601, UTC, to the minute. */
  readonly date: string
  readonly machine: string
  readonly versions: string
  /** Average number of busy or waiting processes in the last minute; more than the cores means noise. */
  readonly load: number
}

interface Group extends Conditions {
  readonly measurements: readonly (Measurement & Summary)[]
}

type Results = Readonly<Record<string, Group>>

/** Writes the results of one group; `before` was asked for when its measuring began. */
export async function saveResults(
  group: string,
  before: Conditions,
  measurements: readonly Measurement[],
): Promise<void> {
  const known = existsSync(RESULTS) ? (JSON.parse(await readFile(RESULTS, 'utf8')) as Results) : {}
  const measured = measurements.map((each) => ({
    ...each,
    ...summarize(each.samples),
    samples: each.samples.map(rounded),
  }))
  const results: Results = { ...known, [group]: { ...before, measurements: measured } }
  await writeFile(RESULTS, `${JSON.stringify(results, null, 1)}\n`)
  await writeTables(results)
}

/** Rows of a table: what, where, median, range, number of samples. */
export function tableOf(measurements: readonly Measurement[]): string[][] {
  return [
    ['what', 'where', 'median', 'from … to', 'samples'],
    ...measurements.map(({ what, where, unit, samples }) => {
      const { median, min, max } = summarize(samples)
      return [what, where, `${short(median)} ${unit}`, `${short(min)} … ${short(max)}`, String(samples.length)]
    }),
  ]
}

/** The table for a terminal. */
export function lines(table: readonly (readonly string[])[]): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

async function writeTables(results: Results): Promise<void> {
  const text = await readFile(README, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin === -1 || end < begin) throw new Error(`${README} has lost its marks`)
  const tables = Object.entries(results).map(([name, group]) => section(name, group))
  await writeFile(README, `${text.slice(0, begin + BEGIN.length)}\n\n${tables.join('\n\n')}\n\n${text.slice(end)}`)
}

function section(name: string, { date, machine, versions, load, measurements }: Group): string {
  const [head = [], ...rows] = tableOf(measurements)
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const table = [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
  return `### ${name}\n\n${date}, ${machine}, load ${load} before; ${versions}.\n\n${table}`
}

/** The conditions now. */
export function conditions(): Conditions {
  const cores = cpus()
  const machine = `${cores[0]?.model ?? 'unknown processor'}, ${cores.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`
  const browsers = (['chromium', 'firefox'] as const).flatMap((kind) => {
    const found = findBrowser(kind)
    return found.ok ? [found.value.version] : []
  })
  return {
    date: `${new Date().toISOString().slice(0, 16)}Z`,
    machine,
    versions: [`Node ${process.versions.node}`, ...browsers].join(', '),
    load: rounded(loadavg()[0] ?? 0),
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/** Three significant digits; whole numbers from 100 on. */
function short(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}
