// Ports of web pages (DESIGN 8): reads calls, lets page-methods.ts answer them, keeps subscriptions. Who asks comes from
// the port's sender only. A page that vanishes takes its prompts with it.

import * as v from 'valibot'
import type { PageSender } from '../messages/sender.ts'
import type { ToPage } from '../page/wire.ts'
import type { Outcome } from './approvals.ts'
import type { Port } from './extension-api.ts'
import { pageRefusal } from './page-errors.ts'
import type { PageContext } from './page-call.ts'
import type { PageEvents } from './page-events.ts'
import { pageMethods } from './page-methods.ts'
import type { PageQuery } from './page-query.ts'
import { text } from './shapes.ts'
import type { Subscriptions } from './subscriptions.ts'

const MAX_DEADLINE_MS = 24 * 3600 * 1000
const MAX_OPEN = 100

const call = v.object({
  kind: v.literal('call'),
  id: text(100),
  method: text(40),
  // JSON leaves an undefined one out.
  params: v.optional(v.unknown()),
  deadlineMs: v.pipe(v.number(), v.minValue(1), v.maxValue(MAX_DEADLINE_MS)),
  key: v.exactOptional(text(200)),
  gesture: v.exactOptional(v.boolean()),
})
const other = v.object({ kind: v.picklist(['cancel', 'unsubscribe']), id: text(100) })
const fromPage = v.variant('kind', [call, other])
type Call = v.InferOutput<typeof call>

interface Connection {
  port: Port
  page: PageSender
  /** Call id → the key of its prompt, for calls without an answer yet. */
  open: Map<string, string>
}

export class PageApi {
  readonly #context: PageContext
  readonly #subscriptions: Subscriptions
  readonly #events: PageEvents
  readonly #connections = new Set<Connection>()

  constructor(context: PageContext, subscriptions: Subscriptions, events: PageEvents) {
    this.#context = context
    this.#events = events
    this.#subscriptions = subscriptions
  }

  /** A content script connected; `page` is what the browser says about it. */
  attach(port: Port, page: PageSender): void {
    const connection: Connection = { port, page, open: new Map() }
    this.#connections.add(connection)
    port.onMessage.addListener((message) => this.#receive(connection, message))
    port.onDisconnect.addListener(() => void this.#detach(connection))
  }

  /** A content script whose page may not have the API, e.g. one with an opaque origin: every call is refused at once. */
  refuse(port: Port): void {
    port.onMessage.addListener((message) => {
      const parsed = v.safeParse(call, message)
      if (parsed.success) post(port, { kind: 'error', id: parsed.output.id, error: pageRefusal('Unauthorized').error })
    })
  }

  #receive(connection: Connection, message: unknown): void {
    const parsed = v.safeParse(fromPage, message)
    if (!parsed.success) return this.#refuseUnreadable(connection, message)
    const { output } = parsed
    if (output.kind === 'call') void this.#run(connection, output)
    else if (output.kind === 'unsubscribe') this.#subscriptions.remove(connection.port, output.id)
    else void this.#cancel(connection, output.id)
  }

  /** Every call settles: one that can not be read gets an answer too, if it has an id at all. */
  #refuseUnreadable({ port }: Connection, message: unknown): void {
    const { id } = (typeof message === 'object' && message !== null ? message : {}) as { id?: unknown }
    if (typeof id === 'string') post(port, { kind: 'error', id, error: pageRefusal('InvalidParams').error })
  }

  async #run(
    connection: Connection,
    { id, method, params, deadlineMs, key = id, gesture = false }: Call,
  ): Promise<void> {
    const { port, page, open } = connection
    const settle = (outcome: Outcome): void => {
      open.delete(id)
      post(
        port,
        outcome.ok ? { kind: 'result', id, value: outcome.value } : { kind: 'error', id, error: outcome.error },
      )
    }
    const run = pageMethods.get(method)
    if (run === undefined) return settle(pageRefusal('UnsupportedMethod'))
    if (open.size >= MAX_OPEN) return settle(pageRefusal('LimitExceeded'))
    open.set(id, key)
    try {
      const outcome = await run(this.#context, { page, params, key, deadlineMs, gesture, settle })
      if (outcome?.ok === true && method === 'listen') await this.#events.add(port, page)
      if (outcome?.ok === true && method === 'subscribe')
        await this.#subscribe(connection, id, params as PageQuery, settle)
      else if (outcome !== undefined) settle(outcome)
    } catch {
      settle(pageRefusal('Internal'))
    }
  }

  /** `query` has checked the parameters and the permission. */
  async #subscribe(
    { port, page }: Connection,
    id: string,
    query: PageQuery,
    settle: (o: Outcome) => void,
  ): Promise<void> {
    const isAdded = await this.#subscriptions.add(port, id, page, query)
    settle(isAdded ? { ok: true, value: null } : pageRefusal('LimitExceeded'))
    if (isAdded) await this.#subscriptions.refreshOne(port, id)
  }

  async #cancel({ page, open, port }: Connection, id: string): Promise<void> {
    this.#subscriptions.remove(port, id)
    const key = open.get(id)
    open.delete(id)
    if (key !== undefined) await this.#context.approvals.cancel(page, key)
  }

  async #detach(connection: Connection): Promise<void> {
    const { port, page, open } = connection
    this.#connections.delete(connection)
    this.#events.drop(port)
    await this.#subscriptions.drop(port, page)
    for (const key of open.values()) await this.#context.approvals.cancel(page, key)
  }
}

/** A page may go away between the question and the answer. */
function post(port: Port, message: ToPage): void {
  try {
    port.postMessage(message)
  } catch {
    // Its port says so in a moment.
  }
}
