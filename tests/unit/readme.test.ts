// The library example of the README runs as it is printed there.

import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import * as bamboo from '../../src/bamboo/index.ts'

it('signs and verifies an entry with the code that the README shows', async () => {
  const readme = await readFile('README.md', 'utf8')
  const [, names = '', body = ''] =
    /```js\nimport \{ ([^}]*) \} from 'p2panda-browser\/bamboo'\n([\s\S]*?)```/.exec(readme) ?? expect.fail()
  const offered = Object.entries(bamboo).filter(([name]) => names.split(', ').includes(name))
  expect(offered).toHaveLength(names.split(', ').length)
  const printed: { ok: boolean }[] = []
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
    ...source: string[]
  ) => (...values: unknown[]) => Promise<void>
  const example = new AsyncFunction('secretKey', 'console', ...offered.map(([name]) => name), body)
  const console = { log: (value: { ok: boolean }) => printed.push(value) }
  await example(new Uint8Array(32).fill(7), console, ...offered.map(([, value]) => value))
  expect(printed).toMatchObject([{ ok: true }])
})
