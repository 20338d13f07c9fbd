// Frames over one link (DESIGN 6), packed or not: never more memory than the sender paid for.

import { concatBytes, decodeVarU64, encodeVarU64, equalBytes } from '../../../src/bamboo/index.ts'
import { encodeMessage } from '../../../src/gossip/frames.ts'
import { CREDIT_WINDOW, IncomingLanes, LIVE_WINDOW, MAX_FRAME_LENGTH } from '../../../src/gossip/lanes.ts'
import { pack } from '../../../src/gossip/packing/packing.ts'
import { byteMutations } from '../byte-mutations.ts'
import type { Corpus } from '../corpus.ts'
import type { Target } from '../run.ts'
import { expectThat } from '../trial.ts'
import { honestMessage } from './messages.ts'

const FRAME_LENGTHS = [2, 200, 4000, MAX_FRAME_LENGTH - 1, MAX_FRAME_LENGTH, MAX_FRAME_LENGTH] as const

/** Frames of any kind and length, one after the other, over one link. */
export function framesTarget(): Target {
  return {
    name: 'gossip frames',
    share: 1,
    run({ dice }) {
      const lanes = new IncomingLanes()
      let held = 0
      let window = CREDIT_WINDOW
      for (let frame = dice.below(120); frame > 0; frame -= 1) {
        if (dice.oneIn(30)) window += lanes.widen()
        const length = dice.oneIn(60) ? dice.pick([0, 1, MAX_FRAME_LENGTH + 1]) : dice.pick(FRAME_LENGTHS)
        const bytes = new Uint8Array(length).fill(frame)
        bytes[0] = dice.oneIn(60) ? dice.pick([2, 4, 255]) : dice.pick([0, 1, 3, 3])
        const received = lanes.receive(bytes)
        if (!received.ok) return received.error.code
        held += bytes[0] === 0 ? 0 : length - 1
        expectThat(held <= window && window <= LIVE_WINDOW, 'no more is held than credit was given for')
        const { message, bulkBytes } = received.value ?? { message: new Uint8Array(0), bulkBytes: 0 }
        expectThat(message.length <= CREDIT_WINDOW && bulkBytes <= held, 'no message is larger than its frames')
        if (bulkBytes === 0 || dice.oneIn(2)) continue
        lanes.release(bulkBytes)
        held -= bulkBytes
      }
      return 'well-formed'
    },
  }
}

/** Packed messages, whole and changed, in any frames: what comes out is as long as was said, and counted as that. */
export function packedTarget(corpus: Corpus): Target {
  return {
    name: 'gossip packed messages',
    share: 1,
    run(trial) {
      const { dice } = trial
      const messages = Array.from({ length: 1 + dice.below(12) }, () => encodeMessage(honestMessage(corpus, dice)))
      const message = concatBytes(...messages, new Uint8Array(dice.below(3_000))).subarray(0, CREDIT_WINDOW)
      const packed = pack([message])
      if (packed === undefined) return 'sent as it is'
      const length = dice.oneIn(20) ? dice.below(2 * CREDIT_WINDOW) : message.length
      const bytes = trial.mutate(concatBytes(encodeVarU64(length), packed.bytes), byteMutations)
      trial.saw('packed', bytes)
      const lanes = new IncomingLanes()
      for (let at = 0; at < bytes.length;) {
        const end = dice.oneIn(3) ? bytes.length : Math.min(bytes.length, at + 1 + dice.below(MAX_FRAME_LENGTH - 1))
        const received = lanes.receive(
          concatBytes(Uint8Array.of(end === bytes.length ? 5 : 7), bytes.subarray(at, end)),
        )
        at = end
        if (!received.ok) {
          expectThat(!trial.isHonest || length !== message.length, 'an honest message is refused')
          return received.error.code
        }
        if (received.value === undefined) continue
        const said = decodeVarU64(bytes)
        expectThat(
          said.ok && Number(said.value.value) === received.value.message.length,
          'a message is as long as said',
        )
        expectThat(received.value.bulkBytes === received.value.message.length, 'a message is counted as it is')
        expectThat(!trial.isHonest || equalBytes(received.value.message, message), 'a message is what it was')
      }
      return 'well-formed'
    },
  }
}
