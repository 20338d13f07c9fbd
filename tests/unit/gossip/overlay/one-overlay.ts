// One overlay under test: the test is its neighbours, its browser and its clock.

import { USUAL_LINKS } from '../../../../src/gossip/overlay/limits.ts'
import type { Origin } from '../../../../src/gossip/overlay/neighbours.ts'
import type { OverlayEnv, OverlayOutput } from '../../../../src/gossip/overlay/overlay-env.ts'
import { refOf, type NodeRef, type OverlayBody } from '../../../../src/gossip/overlay/overlay-messages.ts'
import { Overlay } from '../../../../src/gossip/overlay/overlay.ts'
import { SeededRandom } from '../../../../src/testing/seeded-random.ts'

type OfType<Type extends OverlayBody['type']> = Extract<OverlayBody, { type: Type }>
type OfKind<Kind extends OverlayOutput['kind']> = Extract<OverlayOutput, { kind: Kind }>

/** The key of the node with this number; greater numbers have greater names. */
export function keyOf(number: number): Uint8Array {
  const key = new Uint8Array(32).fill(7)
  new DataView(key.buffer).setUint32(0, number)
  return key
}

export const nameOf = (number: number): NodeRef => refOf(keyOf(number))
export const OFFER: Uint8Array = Uint8Array.of(1, 2, 3)
export const ANSWER: Uint8Array = Uint8Array.of(4, 5, 6)

/** Has the number 1,000. */
export class OneOverlay {
  now = 1_000_000
  isReady = true
  /** Links that are branches of the tree. */
  readonly carryNews: Set<NodeRef> = new Set()
  readonly overlay: Overlay
  outputs: OverlayOutput[] = []

  constructor(limits: OverlayEnv['limits'] = USUAL_LINKS) {
    const env: OverlayEnv = {
      self: nameOf(1_000),
      selfKey: keyOf(1_000),
      random: new SeededRandom('one overlay'),
      limits,
      isReady: () => this.isReady,
      hasRoom: () => true,
      isTaken: (ref) => this.overlay.neighbours.has(ref) || this.overlay.isDialling(ref),
      mayDrop: () => true,
      carriesNews: (ref) => this.carryNews.has(ref),
    }
    this.overlay = new Overlay(env, this.now)
  }

  /** Links to these nodes; each tells that it is linked to the numbers in `list`. */
  link(
    numbers: readonly number[],
    list: (number: number) => readonly number[] = () => [],
    origin: Origin = 'meeting',
  ): void {
    for (const number of numbers) {
      this.take(this.overlay.linked(keyOf(number), origin, this.now))
      this.tells(number, [1_000, ...list(number)])
    }
    this.outputs = []
  }

  unlink(number: number): void {
    this.take(this.overlay.unlinked(nameOf(number), this.now))
  }

  tells(number: number, list: readonly number[]): void {
    this.hears(number, { type: 'neighbours', refs: list.map((each) => nameOf(each)) })
  }

  hears(from: number, body: OverlayBody): void {
    this.take(this.overlay.message(nameOf(from), body, this.now))
  }

  /** Seconds pass. Whatever the node asks its browser for, it gets. */
  pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.now += 1_000
      this.take(this.overlay.tick(this.now))
    }
  }

  take(outputs: readonly OverlayOutput[]): void {
    for (const output of outputs) {
      this.outputs.push(output)
      if (output.kind === 'offer') this.take(this.overlay.described(output.attempt, OFFER, this.now))
      if (output.kind === 'answer') this.take(this.overlay.described(output.attempt, ANSWER, this.now))
    }
  }

  /** What was sent of one type since the last look, and to whom. */
  sent<Type extends OverlayBody['type']>(type: Type): { to: NodeRef; body: OfType<Type> }[] {
    const isIt = (body: OverlayBody): body is OfType<Type> => body.type === type
    const sent = this.outputs.flatMap((output) =>
      output.kind === 'send' && isIt(output.body) ? [{ to: output.to, body: output.body }] : [],
    )
    this.outputs = this.outputs.filter((output) => output.kind !== 'send' || output.body.type !== type)
    return sent
  }

  did<Kind extends OverlayOutput['kind']>(kind: Kind): OfKind<Kind>[] {
    const did = this.outputs.filter((output): output is OfKind<Kind> => output.kind === kind)
    this.outputs = this.outputs.filter((output) => output.kind !== kind)
    return did
  }
}

/** Somebody's offer on a walk. */
export function walkOf(source: number, steps: number, walk: string = '00'.repeat(8)): OverlayBody {
  return { type: 'walk', walk, steps, from: keyOf(source), description: OFFER }
}
