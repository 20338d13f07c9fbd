// The mock provider behaves like the real one where a site can notice, and the examples of docs/page-api.md run as they are printed.

import { readFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { mockError, mockP2panda, type Mock, type MockOptions } from '../../../page/mock.ts'
import type { EventItem, Item, RequestItem, ResourceItem } from '../../../page/p2panda.d.ts'
import { pageRefusal } from '../../../background/page-errors.ts'
import { pageMethods } from '../../../background/page-methods.ts'
import { PUBLISHABLE } from '../../../messages/publishable.ts'

const festival = '0040'.padEnd(132, 'f')
const hour = 3_600_000

const projector: ResourceItem = {
  type: 'resource',
  id: '0040'.padEnd(132, 'a'),
  owner: '11'.repeat(32),
  title: 'Projector',
  kind: 'thing',
  tags: [],
  capacity: 1,
  policy: 'manual',
  retired: false,
}
const request: RequestItem = {
  type: 'request',
  id: '0040'.padEnd(132, 'b'),
  author: '22'.repeat(32),
  event: '0040'.padEnd(132, 'c'),
  resource: projector.id,
  from: 0,
  to: hour,
  quantity: 1,
  required: true,
  state: 'waiting',
  mine: true,
}
const event: EventItem = {
  type: 'event',
  id: request.event,
  author: request.author,
  title: 'Reading group',
  from: 0,
  to: hour,
  tags: [],
  cancelled: false,
  confirmation: { required: 0, granted: 0, lines: [] },
}
const scopes = [
  `read:${festival}`,
  'identity',
  `authorize:${festival}`,
  ...PUBLISHABLE.map((op) => `publish:${festival}/${op}`),
]

async function connected(options: MockOptions = {}): Promise<Mock> {
  const mock = mockP2panda({ festivals: { [festival]: [projector, request, event] }, ...options })
  await mock.provider.connect({ scopes })
  return mock
}

describe('the mock provider', () => {
  it('has the methods of the real one, and its errors', () => {
    const { provider } = mockP2panda()
    const own = new Set(Object.keys(provider))
    for (const method of [...pageMethods.keys()].filter((each) => each !== 'listen')) expect(own).toContain(method)
    for (const name of ['UserRejected', 'Unauthorized', 'Expired', 'Conflict', 'LimitExceeded', 'Internal'] as const) {
      const { code, retryable } = pageRefusal(name).error
      expect(mockError(name)).toMatchObject({ name, code, retryable })
    }
  })

  it('refuses without a permission, after it ended, and when the visitor says no', async () => {
    const { provider } = mockP2panda({ decide: () => false })
    await expect(provider.query({ festival, type: 'event' })).rejects.toMatchObject({ code: 4100 })
    await expect(provider.connect({ scopes, silent: true })).rejects.toMatchObject({ code: 4100 })
    await expect(provider.connect({ scopes })).rejects.toMatchObject({ code: 4001 })
    const mock = await connected()
    mock.revoke()
    await expect(mock.provider.identity()).rejects.toMatchObject({ code: 4100 })
    await expect(mock.provider.call({ method: 'sign' })).rejects.toMatchObject({ code: 4200 })
    await expect(mock.provider.call({ method: 'constructor' })).rejects.toMatchObject({ code: 4200 })
  })

  it('writes once for each key, what was ticked, and tells subscribers', async () => {
    const asked: unknown[] = []
    const mock = await connected({ decide: ({ kind }) => (asked.push(kind), kind === 'publish' ? [0] : true) })
    const seen: Item[][] = []
    await mock.provider.subscribe({ festival, type: 'event' }, ({ items }) => seen.push(items))
    const op = { festival, op: 'event.create', fields: { title: 'Picnic', from: 0, to: hour } } as const
    const receipts = await mock.provider.publishAll([op, op])
    expect(receipts).toMatchObject([{ status: 'stored' }, null])
    const once = await mock.provider.publish(op, { idempotencyKey: 'k' })
    expect(await mock.provider.publish(op, { idempotencyKey: 'k' })).toEqual(once)
    expect(asked).toEqual(['connect', 'publish', 'publish'])
    await vi.waitFor(() =>
      expect(seen.at(-1)?.map((item) => (item as EventItem).title)).toEqual(['Reading group', 'Picnic', 'Picnic']),
    )
    await mock.provider.authorize({ request: request.id, decision: 'grant' })
    await expect(mock.provider.authorize({ request: request.id, decision: 'deny' })).rejects.toMatchObject({
      code: 4703,
    })
  })
})

describe('the examples of the documentation', () => {
  it('run as they are printed, each method at least once, and hear of each event', async () => {
    const text = await readFile('docs/page-api.md', 'utf8')
    const examples = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, body = '']) => body)
    const used = new Set<string>()
    // The documentation does not print an id of 132 digits.
    for (const example of examples) await run(example.replace('0040…', festival), used)
    const methods = [...pageMethods.keys()].filter((each) => each !== 'listen')
    expect([...methods, 'call', 'addEventListener'].filter((method) => !used.has(method))).toEqual([])
    const types = await readFile('page/p2panda.d.ts', 'utf8')
    const events = [...types.matchAll(/^ {2}(\w+): CustomEvent</gm)].map(([, name = '']) => name)
    expect(events).toContain('permissionchange')
    expect(events.filter((name) => !text.includes(`p2panda.addEventListener('${name}'`))).toEqual([])
  })
})

/** Runs one block with what the text around it speaks of; presses its button. */
async function run(example: string, used: Set<string>): Promise<void> {
  const mock = await connected()
  const page = new EventTarget()
  const button = new EventTarget()
  const announce = (): void => {
    const detail = { info: {}, provider: mock.provider }
    page.dispatchEvent(new CustomEvent('p2panda:announce', { detail }))
  }
  page.addEventListener('p2panda:request', announce)
  const failures: unknown[] = []
  const offered: Record<string, unknown> = {
    p2panda: watched(mock, used),
    festival,
    button,
    event: event.id,
    invite: `p2panda:1:${'A'.repeat(40)}`,
    render: () => undefined,
    reload: () => undefined,
    say: () => undefined,
    console: { log: () => undefined },
    addEventListener: page.addEventListener.bind(page),
    dispatchEvent: page.dispatchEvent.bind(page),
  }
  const names = Object.keys(offered).filter(
    (name) => !new RegExp(`(?:const|let|function) (?:\\{[^}]*)?\\b${name}\\b`).test(example),
  )
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
    ...source: string[]
  ) => (...values: unknown[]) => Promise<void>
  await new AsyncFunction(...names, example)(...names.map((name) => offered[name]))
  const onFailure = (cause: unknown): void => void failures.push(cause)
  process.once('unhandledRejection', onFailure)
  button.dispatchEvent(new Event('click'))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', onFailure)
  expect(failures).toEqual([])
}

/** The provider, and which of its methods were called. */
function watched({ provider }: Mock, used: Set<string>): unknown {
  return new Proxy(provider, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof name === 'string') used.add(name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}
