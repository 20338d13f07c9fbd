// Connecting two browsers by hand in two steps (DESIGN 6): a code here, a reply there, and the link is open.

import { equalBytes, toHex } from '../src/bamboo/index.ts'
import { CODE_LIFE_MS, DIALOG_LENGTH, readCode, writeCode } from '../src/gossip/manual-code.ts'
import type { Sealer } from '../src/gossip/sealer.ts'
import type { Signal, SignalKind } from '../src/gossip/signal.ts'
import type { Topic } from '../src/gossip/topic.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Dialer, Link, PendingLink } from '../src/ports/link.ts'
import type { Random } from '../src/ports/random.ts'
import type { SignalResult, SignalStep } from '../messages/network.ts'

/** Codes that wait for their reply at a time; the oldest gives way. */
const MAX_WAITING = 4

export interface ManualPorts {
  clock: Clock
  random: Random
  sealer: Sealer
  /** Waits as long as people need: see `CODE_LIFE_MS`. */
  dialer: Dialer
  nodeKey: Uint8Array
  topics: () => readonly Topic[]
  /** `expected`: the node key that the other one's code named. */
  onLink: (link: Link, expected?: Uint8Array) => void
}

interface Waiting {
  pending: PendingLink
  festival: FestivalId
  madeAt: number
  /** The reply that was pasted first, and what comes or came of it. */
  completed?: { reply: Signal; result: Promise<SignalResult> }
}

export class ManualConnection {
  readonly #ports: ManualPorts
  readonly #waiting = new Map<string, Waiting>()

  constructor(ports: ManualPorts) {
    this.#ports = ports
  }

  /** Whether a reply to one of our codes may still come. */
  get isCodeOut(): boolean {
    const since = this.#ports.clock.now() - CODE_LIFE_MS
    return [...this.#waiting.values()].some(({ madeAt, completed }) => completed === undefined && madeAt > since)
  }

  step(step: SignalStep): Promise<SignalResult> {
    switch (step.step) {
      case 'offer':
        return this.#offer(step.festival)
      case 'answer':
        return this.#answer(step.code)
      case 'complete':
        return this.#complete(step.reply)
    }
  }

  async #offer(festival: FestivalId): Promise<SignalResult> {
    const topic = this.#ports.topics().find((each) => each.festival === festival)
    if (topic === undefined) return { ok: false, error: { code: 'unknown-festival' } }
    const dialog = this.#ports.random.bytes(DIALOG_LENGTH)
    const waiting: Waiting = { pending: this.#ports.dialer.offer(), festival, madeAt: this.#ports.clock.now() }
    const expected = (): Uint8Array | undefined => waiting.completed?.reply.nodeKey
    const text = await this.#describe(topic, dialog, 'offer', waiting.pending, expected)
    if (text === undefined) return noDescription()
    waiting.madeAt = this.#ports.clock.now()
    this.#keep(toHex(dialog), waiting)
    return { ok: true, value: { text, festival } }
  }

  async #answer(code: string): Promise<SignalResult> {
    const { sealer, clock, dialer, nodeKey, topics } = this.#ports
    const read = await readCode(sealer, topics(), 'offer', code, clock.now())
    if (!read.ok) return read
    const { festival, dialog, signal } = read.value
    const topic = topics().find((each) => each.festival === festival)
    // A code of our own connects us with nobody.
    const isOwn = toHex(signal.nodeKey) === toHex(nodeKey)
    if (topic === undefined || isOwn) return { ok: false, error: { code: 'code-not-one' } }
    const pending = dialer.answer(signal.description)
    const text = await this.#describe(topic, dialog, 'answer', pending, () => signal.nodeKey)
    return text === undefined ? noDescription() : { ok: true, value: { text, festival } }
  }

  async #complete(reply: string): Promise<SignalResult> {
    const { sealer, clock, topics } = this.#ports
    const read = await readCode(sealer, topics(), 'answer', reply, clock.now())
    if (!read.ok) return read
    const id = toHex(read.value.dialog)
    const waiting = this.#waiting.get(id)
    const isInTime = waiting !== undefined && clock.now() - waiting.madeAt < CODE_LIFE_MS
    if (!isInTime) return { ok: false, error: { code: 'code-expired' } }
    const { signal } = read.value
    // A panel asks again when the worker between us was stopped; another reply to the same code comes too late.
    waiting.completed ??= { reply: signal, result: connect(waiting, signal.description) }
    const isSame = equalBytes(waiting.completed.reply.description, signal.description)
    return isSame ? waiting.completed.result : { ok: false, error: { code: 'code-expired' } }
  }

  async #describe(
    topic: Topic,
    dialog: Uint8Array,
    kind: SignalKind,
    pending: PendingLink,
    expected: () => Uint8Array | undefined,
  ): Promise<string | undefined> {
    const { sealer, nodeKey, clock, onLink } = this.#ports
    void pending.opened.then((opened) => {
      if (opened.ok) onLink(opened.value, expected())
      return opened.ok
    })
    const description = await pending.description
    if (description === undefined) return undefined
    return writeCode(sealer, topic, dialog, { kind, nodeKey, description }, clock.now())
  }

  #keep(id: string, waiting: Waiting): void {
    this.#waiting.set(id, waiting)
    if (this.#waiting.size <= MAX_WAITING) return
    for (const [oldest, { pending }] of this.#waiting) {
      pending.cancel()
      this.#waiting.delete(oldest)
      return
    }
  }
}

async function connect({ pending, festival }: Waiting, answer: Uint8Array): Promise<SignalResult> {
  if (!pending.accept(answer)) return { ok: false, error: { code: 'code-expired' } }
  const { ok } = await pending.opened
  return ok ? { ok, value: { text: '', festival } } : { ok, error: { code: 'no-connection' } }
}

function noDescription(): SignalResult {
  return { ok: false, error: { code: 'internal', data: { reason: 'no-address' } } }
}
