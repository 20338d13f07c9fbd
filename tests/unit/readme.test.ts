// The library examples of the README run as they are printed there.

import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import * as bamboo from '../../src/bamboo/index.ts'

const EXAMPLE = /```js\nimport \{ ([^}]*) \} from 'p2panda-browser\/bamboo'\n([\s\S]*?)```/g

it('signs, verifies and proves entries with the code that the README shows', async () => {
  const readme = await readFile('README.md', 'utf8')
  const printed: { ok: boolean }[] = []
  for (const [, names = '', body = ''] of readme.matchAll(EXAMPLE)) await run(names.split(', '), body, printed)
  expect(printed).toMatchObject([{ ok: true }, { ok: true, value: { reached: [1, 4, 13, 40, 41] } }])
})

async function run(names: readonly string[], body: string, printed: unknown[]): Promise<void> {
  const offered = Object.entries(bamboo).filter(([name]) => names.includes(name))
  expect(offered).toHaveLength(names.length)
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
    ...source: string[]
  ) => (...values: unknown[]) => Promise<void>
  const example = new AsyncFunction('secretKey', 'console', ...offered.map(([name]) => name), body)
  const console = { log: (value: unknown) => printed.push(value) }
  await example(new Uint8Array(32).fill(7), console, ...offered.map(([, value]) => value))
}
