// Keeps the last lines that a browser wrote: when a test fails, they say what the background saw.
import type { Readable } from 'node:stream'

const KEPT_LINES = 500

/** Collects lines from both streams; `lines()` gives the last 500. */
export function collectOutput(streams: readonly (Readable | null | undefined)[]): { lines: () => readonly string[] } {
  const lines: string[] = []
  for (const stream of streams) {
    let rest = ''
    stream?.setEncoding('utf8')
    stream?.on('data', (text: string) => {
      const parts = (rest + text).split('\n')
      rest = (parts.pop() ?? '').slice(-10_000)
      lines.push(...parts.map((line) => line.slice(0, 2_000)))
      lines.splice(0, Math.max(0, lines.length - KEPT_LINES))
    })
  }
  return { lines: () => [...lines] }
}
