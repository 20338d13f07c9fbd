// How often one neighbour may ask for something. What is beyond is left undone: a busy neighbour is no enemy.

import { TokenBucket } from '../token-bucket.ts'
import type { NodeRef } from './overlay-messages.ts'

type Favour = 'walk' | 'flip' | 'signal'

/** Per minute, and at once. */
const FAVOURS: Readonly<Record<Favour, readonly [perMinute: number, burst: number]>> = {
  walk: [6, 12],
  flip: [2, 4],
  signal: [12, 12],
}

export class Courtesy {
  readonly #buckets = new Map<NodeRef, Map<Favour, TokenBucket>>()

  /** One more; false when it is too many. */
  grants(ref: NodeRef, favour: Favour, now: number): boolean {
    const buckets = this.#buckets.get(ref) ?? new Map<Favour, TokenBucket>()
    this.#buckets.set(ref, buckets)
    const [perMinute, burst] = FAVOURS[favour]
    const bucket = buckets.get(favour) ?? new TokenBucket(perMinute / 60, burst, now)
    buckets.set(favour, bucket)
    return bucket.take(now)
  }

  forget(ref: NodeRef): void {
    this.#buckets.delete(ref)
  }
}
