// Asks a policy, which may be anybody's code, and believes it nothing (DESIGN 5.4): what it throws, when it never answers,
// nonsense and grants that would be void all leave the request pending. What it is shown can not be changed by it. Only a
// policy that never gives back the processor is beyond this; none of those that exist takes anything but arithmetic.

import { utf8Encode } from '../../bamboo/bytes.ts'
import { TEXT } from '../../operations/limits.ts'
import { judgeAnswer } from '../judge-answer.ts'
import type { RequestRow, ResourceRow } from '../views.ts'
import { ASK_REASONS, WAIT_REASONS, type Decision, type Policy, type PolicyContext } from './policy.ts'

/** After so many failures about one resource in one round, the policy is not asked about it again before the next round. */
export const MAX_FAILURES = 3

const FAILED: Decision = { kind: 'wait', reason: 'policy-failed' }

/** One policy asked about the requests for one resource, during one round. */
export class PolicyAtWork {
  readonly #policy: Policy | undefined
  readonly #withDeadline: <T>(work: Promise<T>) => Promise<T>
  #failures = 0

  /** `policy` is undefined when this version has none of the kind that the resource names. */
  constructor(policy: Policy | undefined, withDeadline: <T>(work: Promise<T>) => Promise<T>) {
    this.#policy = policy
    this.#withDeadline = withDeadline
  }

  /** The order key of each request; without any when the policy does not order, or fails at it. */
  order(resource: ResourceRow, requests: readonly RequestRow[]): Map<RequestRow, Uint8Array> {
    const keys = new Map<RequestRow, Uint8Array>()
    try {
      for (const request of requests) {
        const key: unknown = this.#policy?.order?.(resource, request)
        if (key === undefined) continue
        if (!(key instanceof Uint8Array)) throw new TypeError('not an order')
        keys.set(request, key)
      }
      return keys
    } catch {
      this.#failures = MAX_FAILURES
      return new Map()
    }
  }

  /** The decision, or `policy-failed`. `context` is frozen by the caller (`frozen`). */
  async decide(context: PolicyContext): Promise<Decision> {
    const policy = this.#policy
    if (policy === undefined) return { kind: 'ask', reason: 'no-policy' }
    if (this.#failures >= MAX_FAILURES) return FAILED
    try {
      // Called inside a promise, so that what it throws is a rejection like any other.
      const decision = read(await this.#withDeadline(Promise.resolve().then(() => policy.decide(context))))
      if (decision?.kind === 'grant' && !fits(context)) return { kind: 'wait', reason: 'taken' }
      if (decision !== undefined) return decision
    } catch {
      // Counted below, like nonsense.
    }
    this.#failures += 1
    return FAILED
  }
}

/** The same value, made unchangeable with everything in it. For rows: plain objects and lists of them. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) frozen(inner)
  return value
}

/** A decision of its own, read once; undefined for nonsense. */
function read(value: unknown): Decision | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { kind, reason } = value as { kind?: unknown; reason?: unknown }
  if (kind === 'grant') return { kind }
  if (kind === 'deny') return readDenial(reason)
  if (kind === 'ask') return withReason(kind, ASK_REASONS, reason)
  return kind === 'wait' ? withReason(kind, WAIT_REASONS, reason) : undefined
}

function readDenial(reason: unknown): Decision | undefined {
  if (reason === undefined) return { kind: 'deny' }
  const isNote = typeof reason === 'string' && reason.length <= TEXT.note && utf8Encode(reason).length <= TEXT.note
  return isNote ? { kind: 'deny', reason } : undefined
}

function withReason<Kind extends 'ask' | 'wait', Reason extends string>(
  kind: Kind,
  known: readonly Reason[],
  reason: unknown,
): { kind: Kind; reason: Reason } | undefined {
  const found = known.find((each) => each === reason)
  return found === undefined ? undefined : { kind, reason: found }
}

function fits({ resource, request, answers }: PolicyContext): boolean {
  const { from, to, quantity, id } = request
  return judgeAnswer(resource, answers, { from, to, quantity, request: id }).effective
}
