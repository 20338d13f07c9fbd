// A whole session: any bytes over one link to a `PeerLink`, from before the handshake to after the end. It ends once, with a
// reason, says nothing afterwards, and never answers with much more than it was sent.

import { encodeMessage, decodeMessage } from '../../../src/gossip/frames.ts'
import type { Message } from '../../../src/gossip/messages.ts'
import { isBulkMessage } from '../../../src/gossip/messages.ts'
import { createNodeKey } from '../../../src/gossip/node-key.ts'
import type { PeerLinkOwner } from '../../../src/gossip/peer-link-owner.ts'
import { PeerLink } from '../../../src/gossip/peer-link.ts'
import { newSession, stepSession, type SessionSetup } from '../../../src/gossip/session.ts'
import { topicKeyOf, type Topic } from '../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { Link } from '../../../src/ports/link.ts'
import { byteMutations } from '../byte-mutations.ts'
import type { Corpus } from '../corpus.ts'
import type { Dice } from '../dice.ts'
import type { Target } from '../run.ts'
import { expectThat, type Trial } from '../trial.ts'
import { honestMessage } from './messages.ts'

const FESTIVAL = `0040${'fe'.repeat(64)}` as FestivalId
const TOPIC: Topic = { festival: FESTIVAL, key: topicKeyOf(FESTIVAL) }
const [ONE, TWO] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
const [CONTROL, BULK_LAST] = [0, 1]
/** Far more than a PONG for each message, and one frame to say goodbye. */
const MAX_ANSWER = 4_096

/** The end of a link that takes everything at once. */
class OneEnd implements Link {
  readonly initiator = false
  readonly localFingerprint = TWO
  readonly remoteFingerprint = ONE
  readonly buffered = 0
  readonly sent: Uint8Array[] = []
  onMessage: ((message: Uint8Array) => void) | undefined
  onDrain: (() => void) | undefined
  onClose: Link['onClose']
  isClosed = false

  send(message: Uint8Array): void {
    expectThat(!this.isClosed, 'nothing is sent over a link that is closed')
    this.sent.push(message)
  }

  close(): void {
    this.isClosed = true
  }
}

/** A node that does nothing with what it is told, and counts how it ends. */
class Owner implements PeerLinkOwner {
  isEnding = false
  reasons: string[] = []
  onLive(): void {}
  onShared(): void {}
  onUnshared(): void {}
  onSync(link: PeerLink, _festival: FestivalId, _message: Message, bulkBytes: number): void {
    expectThat(!this.isEnding, 'a link that ends brings no messages')
    link.release(bulkBytes)
  }
  onOverlay(): void {
    expectThat(!this.isEnding, 'a link that ends brings no messages')
  }
  onEnding(): void {
    expectThat(!this.isEnding, 'a link ends once')
    this.isEnding = true
  }
  onAskedToWait(): void {}
  onGone(_link: PeerLink, reason: string): void {
    this.reasons.push(reason)
    this.isEnding = true
  }
  nextControl(): undefined {}
  fillBulk(): void {}
}

export function sessionsTarget(corpus: Corpus): Target {
  return {
    name: 'gossip session',
    share: 1,
    run(trial) {
      const { dice } = trial
      const [end, owner] = [new OneEnd(), new Owner()]
      let now = 1_800_000_000_000
      const link = new PeerLink(1, end, setupOf('responder', dice), new Map([[FESTIVAL, TOPIC]]), () => now, owner)
      if (!dice.oneIn(8)) shakeHands(end, setupOf('initiator', dice))
      const wasLive = link.isLive
      for (let count = dice.below(80); count > 0 && !owner.isEnding; count -= 1) {
        const before = end.sent.length
        end.onMessage?.(frameOf(corpus, trial))
        const answer = end.sent.slice(before).reduce((sum, frame) => sum + frame.length, 0)
        expectThat(answer <= MAX_ANSWER, 'a message costs no long answer')
        now += dice.below(20)
        if (dice.oneIn(10)) link.tick(false)
      }
      now += 600_000
      link.tick(false)
      now += 60_000
      link.tick(false)
      link.cut()
      expectThat(owner.reasons.length === 1, 'a link is gone once')
      const reason = owner.reasons[0] ?? ''
      return wasLive && reason === 'timeout' ? 'accepted' : reason
    },
  }
}

function setupOf(role: 'initiator' | 'responder', dice: Dice): SessionSetup {
  const random = { bytes: (length: number) => dice.bytes(length) }
  const [localFingerprint, remoteFingerprint] = role === 'initiator' ? [ONE, TWO] : [TWO, ONE]
  return { role, topics: [TOPIC], random, nodeKey: createNodeKey(random), localFingerprint, remoteFingerprint }
}

/** What an honest initiator does. */
function shakeHands(end: OneEnd, setup: SessionSetup): void {
  let state = newSession(setup)
  const step = (input: Parameters<typeof stepSession>[2]): void => {
    const next = stepSession(setup, state, input, 0)
    state = next.state
    for (const output of next.outputs) {
      if (output.kind === 'send') end.onMessage?.(Uint8Array.of(CONTROL, ...encodeMessage(output.message)))
    }
  }
  step({ kind: 'start' })
  for (const frame of end.sent) {
    const message = decodeMessage(frame.subarray(1))
    if (message.ok) step({ kind: 'message', message: message.value })
  }
}

/** A message of any type, changed or not, mostly in its lane; sometimes nothing that is a frame. */
function frameOf(corpus: Corpus, trial: Trial): Uint8Array {
  const { dice } = trial
  const message = honestMessage(corpus, dice)
  const slotted = 'slot' in message && !dice.oneIn(4) ? { ...message, slot: 0 } : message
  const bytes = dice.oneIn(12) ? trial.mutate(encodeMessage(slotted), byteMutations) : encodeMessage(slotted)
  trial.saw('message', bytes)
  const kind = isBulkMessage(message) ? BULK_LAST : CONTROL
  return Uint8Array.of(dice.oneIn(60) ? dice.below(256) : kind, ...bytes)
}
