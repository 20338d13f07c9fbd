// What every policy must do (DESIGN 5.4). Call it with a policy; a built-in or pluggable one passes or is no policy.

import { describe, expect, it } from 'vitest'
import {
  ASK_REASONS,
  WAIT_REASONS,
  type Decision,
  type Policy,
  type PolicyContext,
} from '../../src/festival/policies/policy.ts'
import type { ResourceCreate } from '../../src/operations/operation.ts'
import { judgeAnswer } from '../../src/festival/judge-answer.ts'
import { Rows, eventCreate, hold, id, requestCreate, resourceCreate } from '../unit/festival/story.ts'

const NOW = 50

interface Case {
  held?: boolean
  event?: boolean
  requires?: boolean
  holds?: boolean
}

/** A request for a resource with this policy; `held` blocks the slot first. */
function contextFor(policy: ResourceCreate['policy'], change: Case = {}): PolicyContext {
  const rows = new Rows()
    .add('ada', 1, [
      ['R', resourceCreate({ policy, ...(change.requires === true ? { requires: [id('T')] } : {}) })],
      ...(change.held === true ? ([['H', hold('R', 0, 500)]] as [string, ReturnType<typeof hold>][]) : []),
    ])
    .add('ben', 2, [
      ...(change.event === false ? [] : ([['E', eventCreate()]] as [string, ReturnType<typeof eventCreate>][])),
      ['Q', requestCreate('E', 'R', 100, 200)],
    ])
  const { resources, events, requests } = rows
  const resource = resources.get(id('R'))
  const request = requests.get(id('Q'))
  const event = events.get(id('E'))
  if (resource === undefined || request === undefined) throw new TypeError('the story has no request')
  const answers = [...rows.answers.values()]
  const pending = [request]
  return {
    resource,
    request,
    ...(event ? { event } : {}),
    answers,
    pending,
    heldByRequester: 0,
    holdings: new Set(),
    now: NOW,
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner)
    Object.freeze(value)
  }
  return value
}

/** Registers the suite for one policy. */
export function policySuite(name: string, policy: Policy, setting: ResourceCreate['policy']): void {
  const cases: [string, PolicyContext][] = [
    ['a free slot', contextFor(setting)],
    ['a taken slot', contextFor(setting, { held: true })],
    ['an event that has not arrived', contextFor(setting, { event: false })],
    ['an event without what is required', contextFor(setting, { requires: true })],
    ['an event with what is required', contextFor(setting, { requires: true, holds: true })],
  ]
  describe(`the policy ${name}`, () => {
    it.each(cases)('decides about %s with one of the four decisions', async (_case, context) => {
      const decision = await policy.decide(context)
      expect(['grant', 'deny', 'ask', 'wait']).toContain(decision.kind)
      if (decision.kind === 'ask' || decision.kind === 'wait') expect(decision.reason).toMatch(/^[a-z-]+$/)
    })

    it.each(cases)('decides the same about %s again, and changes nothing that it was given', async (_case, context) => {
      const first: Decision = await policy.decide(frozen(context))
      expect(await policy.decide(context)).toEqual(first)
    })

    it('never grants what would be void', async () => {
      for (const [, context] of cases) {
        const decision = await policy.decide(context)
        const asked = { ...context.request, request: context.request.id }
        if (decision.kind === 'grant')
          expect(judgeAnswer(context.resource, context.answers, asked).effective).toBe(true)
      }
    })

    it('never grants a request whose event nobody has seen', async () => {
      expect((await policy.decide(contextFor(setting, { event: false }))).kind).not.toBe('grant')
    })

    it('never grants what requires something that the event has not', async () => {
      expect((await policy.decide(contextFor(setting, { requires: true }))).kind).not.toBe('grant')
    })

    it('orders by the request alone, and gives the same order again', () => {
      for (const [, { resource, request }] of cases) {
        expect(policy.order?.(frozen(resource), frozen(request))).toEqual(policy.order?.(resource, request))
      }
    })

    it('gives only reasons that people have words for', async () => {
      for (const [, context] of cases) {
        const decision = await policy.decide(context)
        if (decision.kind === 'ask') expect(ASK_REASONS).toContain(decision.reason)
        if (decision.kind === 'wait') expect(WAIT_REASONS).toContain(decision.reason)
      }
    })
  })
}
