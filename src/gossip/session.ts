// The handshake of one link as a pure state machine (DESIGN 6): HELLO → PROVE → AUTH → live. `step` is all there is: no
// clock, no socket, no randomness of its own. A stranger without a common topic learns a number of random-looking tags.

import { equalBytes, toHex } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { Random } from '../ports/random.ts'
import {
  isUsualTagCount,
  otherRole,
  padTags,
  signAuth,
  tagsHash,
  topicTag,
  transcript,
  verifyAuth,
  type Role,
} from './handshake.ts'
import {
  NONCE_LENGTH,
  PACKING,
  PROTOCOL_VERSION,
  type AuthMessage,
  type CloseReason,
  type HelloMessage,
  type Message,
  type ProveMessage,
  type UnknownMessage,
} from './messages.ts'
import type { NodeKey } from './node-key.ts'
import type { Topic } from './topic.ts'

/** How long each step of the handshake may take. */
export const HANDSHAKE_STEP_MS: number = 10_000

/** What does not change during a handshake. */
export interface SessionSetup {
  role: Role
  localFingerprint: Uint8Array
  remoteFingerprint: Uint8Array
  nodeKey: NodeKey
  /** Whom the signal promised; undefined when nobody did. */
  expected?: Uint8Array
  /** Whether this node lets the owner of that key in; everybody by default. */
  isWelcome?: (nodeKey: Uint8Array) => boolean
  /** What this node would share, at most 32. */
  topics: readonly Topic[]
  random: Random
}

export type SessionState =
  | { phase: 'new'; nonce: Uint8Array }
  | { phase: 'hello'; nonce: Uint8Array; deadline: number }
  | { phase: 'prove'; h: Uint8Array; unpacks: boolean; sentTags: Uint8Array[]; deadline: number }
  | { phase: 'auth'; h: Uint8Array; unpacks: boolean; tags: Uint8Array; shared: FestivalId[]; deadline: number }
  /** `unpacks`: the peer understands packed bulk messages. */
  | { phase: 'live'; h: Uint8Array; unpacks: boolean; peer: Uint8Array; shared: FestivalId[] }
  | { phase: 'closed' }

export type SessionInput = { kind: 'start' } | { kind: 'message'; message: Message | UnknownMessage } | { kind: 'tick' }

export type SessionOutput =
  | { kind: 'send'; message: Message }
  /** The peer is who it says. `shared`: slot numbers are the positions; h: what later proofs on this link bind to. */
  | { kind: 'live'; peer: Uint8Array; h: Uint8Array; shared: FestivalId[] }
  /** Over. `tell`: send the reason first. */
  | { kind: 'close'; reason: CloseReason; tell: boolean }

export interface SessionStep {
  state: SessionState
  outputs: SessionOutput[]
}

export function newSession(setup: SessionSetup): SessionState {
  return { phase: 'new', nonce: setup.random.bytes(NONCE_LENGTH) }
}

/** One input, the next state, what to do. Messages of a live session are not its business and give nothing. */
export function stepSession(setup: SessionSetup, state: SessionState, input: SessionInput, now: number): SessionStep {
  if (input.kind === 'start') return start(state, now)
  if (input.kind === 'tick') {
    const isLate = 'deadline' in state && now >= state.deadline
    return isLate ? closed('timeout') : { state, outputs: [] }
  }
  const { message } = input
  if (state.phase === 'closed' || state.phase === 'live') return { state, outputs: [] }
  if (message.type === 'close') return closed(message.reason, false)
  if (message.type === 'unknown') return { state, outputs: [] }
  if (state.phase === 'hello' && message.type === 'hello') return onHello(setup, state.nonce, message, now)
  if (state.phase === 'prove' && message.type === 'prove') return onProve(setup, state, message, now)
  if (state.phase === 'auth' && message.type === 'auth') return onAuth(setup, state, message)
  return closed('protocol')
}

function closed(reason: CloseReason, tell = true): SessionStep {
  return { state: { phase: 'closed' }, outputs: [{ kind: 'close', reason, tell }] }
}

function start(state: SessionState, now: number): SessionStep {
  if (state.phase !== 'new') return { state, outputs: [] }
  const { nonce } = state
  const message: HelloMessage = { type: 'hello', version: PROTOCOL_VERSION, nonce, features: PACKING }
  return {
    state: { phase: 'hello', nonce, deadline: now + HANDSHAKE_STEP_MS },
    outputs: [{ kind: 'send', message }],
  }
}

function onHello(setup: SessionSetup, nonce: Uint8Array, hello: HelloMessage, now: number): SessionStep {
  if (hello.version !== PROTOCOL_VERSION) return closed('version')
  const h = setup.role === 'initiator' ? hOf(setup, nonce, hello.nonce) : hOf(setup, hello.nonce, nonce)
  const unpacks = (hello.features & PACKING) !== 0n
  const deadline = now + HANDSHAKE_STEP_MS
  if (setup.role === 'responder') return { state: { phase: 'prove', h, unpacks, sentTags: [], deadline }, outputs: [] }
  const own = setup.topics.map((topic) => topicTag(topic.key, 'initiator', h))
  const sentTags = padTags(own, (length) => setup.random.bytes(length))
  return {
    state: { phase: 'prove', h, unpacks, sentTags, deadline },
    outputs: [{ kind: 'send', message: { type: 'prove', tags: sentTags } }],
  }
}

function hOf(setup: SessionSetup, initiatorNonce: Uint8Array, responderNonce: Uint8Array): Uint8Array {
  const isInitiator = setup.role === 'initiator'
  return transcript({
    initiatorNonce,
    responderNonce,
    initiatorFingerprint: isInitiator ? setup.localFingerprint : setup.remoteFingerprint,
    responderFingerprint: isInitiator ? setup.remoteFingerprint : setup.localFingerprint,
  })
}

type Proving = Extract<SessionState, { phase: 'prove' }>

function onProve(setup: SessionSetup, state: Proving, prove: ProveMessage, now: number): SessionStep {
  if (!isUsualTagCount(prove.tags.length)) return closed('protocol')
  const { h, unpacks } = state
  const theirs = otherRole(setup.role)
  const known = new Set(prove.tags.map((tag) => toHex(tag)))
  const common = setup.topics.filter((topic) => known.has(toHex(topicTag(topic.key, theirs, h))))
  if (common.length === 0) return closed('no-topic')
  const deadline = now + HANDSHAKE_STEP_MS
  if (setup.role === 'initiator') {
    const tags = tagsHash(state.sentTags, prove.tags)
    const shared = inSlotOrder(common, h, state.sentTags)
    return { state: { phase: 'auth', h, unpacks, tags, shared, deadline }, outputs: [] }
  }
  const own = common.map((topic) => topicTag(topic.key, 'responder', h))
  const sent = padTags(own, (length) => setup.random.bytes(length))
  const tags = tagsHash(prove.tags, sent)
  return {
    state: { phase: 'auth', h, unpacks, tags, shared: inSlotOrder(common, h, prove.tags), deadline },
    outputs: [{ kind: 'send', message: { type: 'prove', tags: sent } }, sendAuth(setup, h, tags)],
  }
}

/** Both sides number the common topics by the place of their tag in the initiator's list. */
function inSlotOrder(common: readonly Topic[], h: Uint8Array, initiatorTags: readonly Uint8Array[]): FestivalId[] {
  const place = new Map(initiatorTags.map((tag, index) => [toHex(tag), index]))
  const placeOf = (topic: Topic): number => place.get(toHex(topicTag(topic.key, 'initiator', h))) ?? 0
  return [...common].sort((a, b) => placeOf(a) - placeOf(b)).map((topic) => topic.festival)
}

function sendAuth(setup: SessionSetup, h: Uint8Array, tags: Uint8Array): SessionOutput {
  const { nodeKey, role } = setup
  const message: AuthMessage = {
    type: 'auth',
    nodeKey: nodeKey.publicKey,
    signature: signAuth(nodeKey, role, h, tags),
  }
  return { kind: 'send', message }
}

type Authenticating = Extract<SessionState, { phase: 'auth' }>

function onAuth(setup: SessionSetup, state: Authenticating, auth: AuthMessage): SessionStep {
  const { h, unpacks, tags, shared } = state
  const { expected } = setup
  if (equalBytes(auth.nodeKey, setup.nodeKey.publicKey)) return closed('self')
  if (expected !== undefined && !equalBytes(auth.nodeKey, expected)) return closed('bad-auth')
  if (!verifyAuth(setup.nodeKey, auth, otherRole(setup.role), h, tags)) return closed('bad-auth')
  if (setup.isWelcome?.(auth.nodeKey) === false) return closed('unwelcome')
  const live: SessionOutput = { kind: 'live', peer: auth.nodeKey, h, shared }
  const outputs = setup.role === 'initiator' ? [sendAuth(setup, h, tags), live] : [live]
  return { state: { phase: 'live', h, unpacks, peer: auth.nodeKey, shared }, outputs }
}
