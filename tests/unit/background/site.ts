// A web site for tests: its content script's end of a port, calls by hand.

import { expect } from 'vitest'
import { readApprovals } from '../../../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../../../src/adapters/dexie/schema.ts'
import type { ToPage } from '../../../page/wire.ts'
import type { PageSender } from '../../../messages/sender.ts'
import { FakePort } from './fake-extension.ts'
import type { Machine } from './machine.ts'

export interface CallOptions {
  id?: string
  key?: string
  deadlineMs?: number
  gesture?: boolean
}

let made = 0

export class Site {
  readonly page: PageSender
  readonly #machine: Machine
  port: FakePort

  constructor(machine: Machine, page: Partial<PageSender> = {}) {
    this.#machine = machine
    this.page = { origin: 'https://panda.example', container: '', tab: 7, ...page }
    this.port = this.connect()
  }

  /** A new port, as after the death of the worker. */
  connect(): FakePort {
    this.port = new FakePort('page')
    this.#machine.worker.background.pages.attach(this.port, this.page)
    return this.port
  }

  /** Sends a call and does not wait; gives its id. */
  send(method: string, params: unknown, options: CallOptions = {}): string {
    const { id = `call-${(made += 1)}`, ...rest } = options
    this.port.send({ kind: 'call', id, method, params, deadlineMs: 300_000, ...rest })
    return id
  }

  /** What background answered so far. */
  answerTo(id: string): Extract<ToPage, { kind: 'result' | 'error' }> | undefined {
    const messages = this.port.sent as ToPage[]
    return messages.find((message) => message.kind !== 'event' && message.kind !== 'change' && message.id === id) as
      | Extract<ToPage, { kind: 'result' | 'error' }>
      | undefined
  }

  /** All values of a subscription so far. */
  changesOf(id: string): Extract<ToPage, { kind: 'change' }>[] {
    const messages = this.port.sent as ToPage[]
    return messages.flatMap((message) => (message.kind === 'change' && message.id === id ? [message] : []))
  }

  /** Sends a call and waits for its answer. */
  async call(method: string, params: unknown, options: CallOptions = {}): Promise<unknown> {
    const id = this.send(method, params, options)
    await until(() => this.answerTo(id) !== undefined)
    const answer = this.answerTo(id)
    return answer?.kind === 'result' ? answer.value : answer?.error
  }
}

/** Waits for a condition, checking after every turn of the event loop; fails after five seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 5000
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`never came true: ${condition.toString()}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The prompts that wait, once there are `count` of them. */
export async function waiting(machine: Machine, count = 1): Promise<ApprovalRow[]> {
  await until(async () => (await readApprovals(machine.db)).length === count)
  return readApprovals(machine.db)
}

/** Connects a site with the user's approval. */
export async function connected(machine: Machine, scopes: string[], page: Partial<PageSender> = {}): Promise<Site> {
  const site = new Site(machine, page)
  const id = site.send('connect', { scopes })
  const [row] = await waiting(machine)
  await machine.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
  expect(site.answerTo(id)).toMatchObject({ kind: 'result' })
  return site
}
