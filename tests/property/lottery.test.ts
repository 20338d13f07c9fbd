// Whatever is asked for, an owner who draws by the rule is found fair by everybody, and one who serves somebody before their turn
// is found out (DESIGN 5.4, decision 0012).

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex, utf8Encode } from '../../src/bamboo/bytes.ts'
import { checkDraw } from '../../src/festival/check-draw.ts'
import { commitmentOf } from '../../src/festival/draw.ts'
import { decidePending } from '../../src/festival/policies/decide-all.ts'
import { lottery } from '../../src/festival/policies/lottery.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { Rows, eventCreate, grant, id, key, requestCreate, resourceCreate } from '../unit/festival/story.ts'

const UNTIL = 5000

interface Wish {
  from: number
  length: number
  quantity: number
  late: boolean
}

const world = fc.record({
  nonce: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  capacity: fc.integer({ min: 1, max: 3 }),
  after: fc.integer({ min: 0, max: 20 }),
  wishes: fc.array(
    fc.record({
      from: fc.integer({ min: 6000, max: 6100 }),
      length: fc.integer({ min: 1, max: 60 }),
      quantity: fc.integer({ min: 1, max: 3 }),
      late: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  ),
})

interface World {
  nonce: Uint8Array
  capacity: number
  after: number
  wishes: Wish[]
}

const name = (index: number): string => `Q${index}`

function before({ nonce, capacity, after, wishes }: World): Rows {
  const policy = { kind: 'lottery' as const, until: UNTIL, commitment: commitmentOf(nonce) }
  const asks = wishes.map(({ from, length, quantity, late }, index): [string, Operation] => [
    name(index),
    requestCreate('E', 'R', from, from + length, { quantity, at: late ? UNTIL : 1000 }),
  ])
  return new Rows()
    .add('ada', 1, [['R', resourceCreate({ policy, capacity, buffer: { before: 0, after } })]])
    .add('ben', 2, [['E', eventCreate()], ...asks])
}

async function served(rows: Rows, nonce: Uint8Array): Promise<number[]> {
  const decisions = await decidePending(rows.festival, key('ada'), {
    policies: new Map([['lottery', lottery(new Map([[id('R'), { nonce, lastArrival: 1000 }]]))]]),
    now: UNTIL,
    holdings: new Map(),
    tieBreak: (request) => utf8Encode(request),
    withDeadline: (work) => work,
  })
  const granted = decisions.filter(({ decision }) => decision.kind === 'grant').map(({ request }) => request.id)
  const names = [...rows.requests.keys()]
  return granted.map((request) => names.indexOf(request))
}

function answered(rows: Rows, { nonce, wishes }: World, order: readonly number[]): Rows {
  const grants = order.map((index): [string, Operation] => {
    const { from, length, quantity } = wishes[index] ?? expect.fail()
    const fields = { quantity, by: 'lottery', draw: toHex(nonce), at: UNTIL }
    return [`X${index}`, grant(name(index), 'R', from, from + length, fields)]
  })
  return rows.add('ada', 1, grants, 2)
}

function passedOver(rows: Rows): string[] {
  const resource = rows.resources.get(id('R')) ?? expect.fail()
  const found = checkDraw(resource, rows.requests.values(), rows.answers.values())
  return [...(found?.requests ?? [])].filter(([, { verdict }]) => verdict === 'passed-over').map(([request]) => request)
}

describe('a lottery', () => {
  it('that is drawn by the rule passes nobody over, and every grant is effective', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (made) => {
        const rows = before(made)
        answered(rows, made, await served(rows, made.nonce))
        expect(passedOver(rows)).toEqual([])
        expect([...rows.answers.values()].every(({ state }) => state === 'effective')).toBe(true)
      }),
      { seed: 12, numRuns: 500 },
    )
  })

  it('in which the first of those who took part is left out for somebody else is found out', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (made) => {
        const rows = before(made)
        const [first, ...others] = await served(rows, made.nonce)
        fc.pre(first !== undefined && others.length > 0 && made.wishes[first]?.late === false)
        answered(rows, made, others)
        expect(passedOver(rows)).toContain(id(name(first)))
      }),
      { seed: 13, numRuns: 300 },
    )
  })
})
