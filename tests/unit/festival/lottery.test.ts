// Lotteries (DESIGN 5.4, decision 0012): the owner draws in an order that nobody could know, and anybody can check it.

import { describe, expect, it } from 'vitest'
import { compareBytes, toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import { checkDraw, MAX_DRAWN, type DrawVerdict } from '../../../src/festival/check-draw.ts'
import { commitmentOf, lotOf } from '../../../src/festival/draw.ts'
import { decidePending } from '../../../src/festival/policies/decide-all.ts'
import { lottery, type Draw } from '../../../src/festival/policies/lottery.ts'
import type { Decision } from '../../../src/festival/policies/policy.ts'
import type { Operation, ResourceCreate } from '../../../src/operations/operation.ts'
import { Rows, eventCreate, grant, hold, id, key, requestCreate, resourceCreate, revoke, withdraw } from './story.ts'

type Log = [string, Operation][]
const UNTIL = 5000
const NONCE = new Uint8Array(32).fill(7)
const OTHER = new Uint8Array(32).fill(8)
const NAMES = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5']
/** In the order that the nonce gives them: an own computation, by comparing hex. */
const ORDER = NAMES.toSorted((a, b) => (toHex(lotOf(NONCE, id(a))) < toHex(lotOf(NONCE, id(b))) ? -1 : 1))
const at = (place: number): string => ORDER[place - 1] ?? expect.fail()

const lots = (fields: Partial<ResourceCreate> = {}): ResourceCreate =>
  resourceCreate({ policy: { kind: 'lottery', until: UNTIL, commitment: commitmentOf(NONCE) }, ...fields })
const drawn = (name: string, fields: object = {}): Operation =>
  grant(name, 'R', 100, 200, { by: 'lottery', draw: toHex(NONCE), at: UNTIL, ...fields })
const asks: Log = NAMES.map((name) => [name, requestCreate('E', 'R', 100, 200)])

/** Requests arrive as 101, 102, … in the order of their names. */
function story(answers: Log = [], more: Log = [], fields: Partial<ResourceCreate> = {}): Rows {
  const rows = new Rows()
    .add('ada', 1, [['R', lots(fields)], ...answers])
    .add('ben', 2, [['E', eventCreate()], ...asks, ...more])
  const arrived = [...asks, ...more].map(([name]) => id(name))
  for (const [key, row] of rows.requests) {
    rows.requests.set(key, { ...row, arrival: 101 + arrived.indexOf(row.id) })
  }
  return rows
}

const nameOf = (hash: string): string => Buffer.from(hash.slice(4), 'hex').toString().replaceAll('\0', '')

async function decide(rows: Rows, draw: Draw | undefined, now = UNTIL): Promise<[string, Decision][]> {
  const decisions = await decidePending(rows.festival, key('ada'), {
    policies: new Map([['lottery', lottery(new Map(draw === undefined ? [] : [[id('R'), draw]]))]]),
    now,
    holdings: new Map(),
    tieBreak: (request) => utf8Encode(request),
    withDeadline: (work) => work,
  })
  return decisions.map(({ request, decision }) => [nameOf(request.id), decision])
}

const taken = { kind: 'wait', reason: 'taken' }

describe('the owner of a lottery', () => {
  it('collects until the end, and does not even ask a person before it', async () => {
    const decisions = await decide(story(), { nonce: NONCE, lastArrival: 200 }, UNTIL - 1)
    expect(decisions.map(([, decision]) => decision)).toEqual(NAMES.map(() => ({ kind: 'wait', reason: 'draw-at' })))
  })

  it('then serves in the order of the lots, whatever came first, while it fits', async () => {
    const decisions = await decide(story([], [], { capacity: 2 }), { nonce: NONCE, lastArrival: 200 })
    expect(decisions).toEqual(ORDER.map((name, index) => [name, index < 2 ? { kind: 'grant' } : taken]))
  })

  it('serves the one behind when the one before does not fit', async () => {
    const rows = story()
    const first = rows.requests.get(id(at(1))) ?? expect.fail()
    rows.requests.set(first.id, { ...first, quantity: 2 })
    const granted = (await decide(rows, { nonce: NONCE, lastArrival: 200 })).filter(([, { kind }]) => kind === 'grant')
    expect(granted).toEqual([[at(2), { kind: 'grant' }]])
  })

  it('promotes by lot, not by arrival, when the slot frees', async () => {
    const rows = story([
      ['X', drawn(at(1))],
      ['x', revoke('X')],
    ])
    expect((await decide(rows, { nonce: NONCE, lastArrival: 200 }))[0]).toEqual([at(2), { kind: 'grant' }])
  })

  it('serves who came after the draw, or says so, behind all others in the order of arrival', async () => {
    const rows = story(
      [],
      [
        ['late', requestCreate('E', 'R', 100, 200, { at: UNTIL })],
        ['made to measure', requestCreate('E', 'R', 100, 200)],
      ],
    )
    const order = (await decide(rows, { nonce: NONCE, lastArrival: 106 })).map(([name]) => name)
    expect(order).toEqual([...ORDER, 'late', 'made to measure'])
  })

  it('asks a person when the nonce is lost, or when another installation began the draw', async () => {
    const reason = async (draw?: Draw): Promise<unknown> => (await decide(story(), draw))[0]?.[1]
    expect(await reason()).toEqual({ kind: 'ask', reason: 'nonce-lost' })
    expect(await reason({})).toEqual({ kind: 'ask', reason: 'nonce-lost' })
    expect(await reason({ nonce: NONCE })).toEqual({ kind: 'ask', reason: 'draw-lost' })
  })
})

/** The verdict and the place of each request, in the order of the lots. */
function check(rows: Rows): [DrawVerdict | undefined, number | undefined][] {
  const resource = rows.resources.get(id('R')) ?? expect.fail()
  const found = checkDraw(resource, rows.requests.values(), rows.answers.values())
  return ORDER.map((name) => [found?.requests.get(id(name))?.verdict, found?.requests.get(id(name))?.place])
}

const verdicts = (rows: Rows): (DrawVerdict | undefined)[] => check(rows).map(([verdict]) => verdict)
const all = (verdict: DrawVerdict): DrawVerdict[] => NAMES.map(() => verdict)

describe('checking a draw', () => {
  it('gives everybody their place, and finds a fair draw fair', () => {
    expect(check(story([['X', drawn(at(1))]]))).toEqual(ORDER.map((_, index) => ['in-order', index + 1]))
  })

  it('names everybody who was passed over, and nobody else', () => {
    expect(verdicts(story([['X', drawn(at(3))]]))).toEqual([
      'passed-over',
      'passed-over',
      'in-order',
      'in-order',
      'in-order',
    ])
    const two = story(
      [
        ['X', drawn(at(1))],
        ['Y', drawn(at(3))],
      ],
      [],
      { capacity: 2 },
    )
    expect(verdicts(two)).toEqual(['in-order', 'passed-over', 'in-order', 'in-order', 'in-order'])
  })

  it('compares with what could be given away then, whatever was changed later', () => {
    const drawnThen = (quantity: number, capacity: number): (DrawVerdict | undefined)[] => {
      const changed: Operation = { v: 1, op: 'resource.update', at: UNTIL + 1, resource: id('R'), set: { capacity } }
      const ada: [string, Operation][] = [
        ['X', drawn(at(1))],
        ['Y', drawn(at(3))],
        ['U', changed],
        ['V', { ...changed, at: UNTIL + 2, set: { buffer: { before: 5, after: 5 } } }],
      ]
      const rows = story(ada, [], { capacity: 2 })
      const second = rows.requests.get(id(at(2))) ?? expect.fail()
      rows.requests.set(second.id, { ...second, quantity })
      return verdicts(rows)
    }
    expect(drawnThen(2, 5)).toEqual(all('in-order'))
    expect(drawnThen(1, 1)).toEqual(['in-order', 'passed-over', 'in-order', 'in-order', 'in-order'])
  })

  it('does not accuse anybody of what did not fit, was withdrawn, had run out or was answered otherwise', () => {
    const gone = requestCreate('E', 'R', 100, 200, { expires: UNTIL })
    const rows = story(
      [
        ['D', { v: 1, op: 'authorization.deny', at: 1000, request: id(at(3)), by: 'manual' }],
        ['X', drawn(at(4))],
      ],
      [['w', withdraw(at(1))]],
    )
    const second = rows.requests.get(id(at(2))) ?? expect.fail()
    rows.requests.set(second.id, { ...second, expires: gone.expires ?? 0 })
    expect(verdicts(rows)).toEqual(all('in-order'))
    const moves = requestCreate('E', 'R', 300, 400, { supersedes: id(at(1)), at: UNTIL + 1 })
    expect(verdicts(story([['X', drawn(at(2))]], [['moved', moves]]))).toEqual(all('in-order'))
    expect(
      verdicts(
        story([
          ['H', hold('R', 150, 160)],
          ['X', drawn(at(2), { from: 300, to: 400 })],
        ]),
      ),
    ).toEqual(all('in-order'))
  })

  it('knows that the slot was still taken when somebody behind got another one, and free when it was promoted', () => {
    const released: Log = [
      ['X', drawn(at(1))],
      ['Y', drawn(at(3), { from: 300, to: 400 })],
      ['x', { ...revoke('X'), at: UNTIL + 1 }],
    ]
    expect(verdicts(story(released))).toEqual(all('in-order'))
    const promoted: Log = [...released, ['Z', drawn(at(4), { at: UNTIL + 2 })]]
    expect(verdicts(story(promoted))).toEqual(['in-order', 'passed-over', 'in-order', 'in-order', 'in-order'])
  })

  it('says what it can not check: no nonce yet, another one, too late, changed afterwards', () => {
    expect(verdicts(story())).toEqual(all('not-shown'))
    expect(verdicts(story([['X', grant(at(1), 'R', 100, 200)]]))).toEqual(all('not-shown'))
    expect(verdicts(story([['X', drawn(at(1), { draw: toHex(OTHER) })]]))).toEqual(all('other-nonce'))
    const update: Operation = {
      v: 1,
      op: 'resource.update',
      at: 2000,
      resource: id('R'),
      set: { policy: { kind: 'lottery', until: UNTIL, commitment: commitmentOf(OTHER) } },
    }
    const changed = story([
      ['u', update],
      ['X', drawn(at(1), { draw: toHex(OTHER) })],
    ])
    expect(verdicts(changed)).toEqual(all('commitment-changed'))
    const same = story([
      [
        'u',
        {
          ...update,
          set: { title: 'Boat', policy: { kind: 'lottery', until: UNTIL, commitment: commitmentOf(NONCE) } },
        },
      ],
      ['X', drawn(at(1))],
    ])
    expect(verdicts(same)).toEqual(all('in-order'))
    const late = story([['X', drawn(at(1))]], [['late', requestCreate('E', 'R', 100, 200, { at: UNTIL })]])
    const resource = late.resources.get(id('R')) ?? expect.fail()
    const found = checkDraw(resource, late.requests.values(), late.answers.values())
    expect(found?.requests.get(id('late'))).toEqual({ verdict: 'late' })
    expect(found?.drawn).toBe(NAMES.length)
  })

  it('finds that a late one was served before those who took part', () => {
    const late: Log = [['late', requestCreate('E', 'R', 100, 200, { at: UNTIL })]]
    expect(verdicts(story([['X', drawn('late')]], late))).toEqual(all('passed-over'))
  })

  it('is about lotteries only, and about this one only', () => {
    const rows = story([['X', drawn(at(1))]]).add('ada', 1, [['S', resourceCreate()]], 10)
    const other = rows.resources.get(id('S')) ?? expect.fail()
    expect(checkDraw(other, rows.requests.values(), rows.answers.values())).toBeUndefined()
    rows.add('ben', 2, [['elsewhere', requestCreate('E', 'S', 100, 200)]], 20)
    const resource = rows.resources.get(id('R')) ?? expect.fail()
    expect(checkDraw(resource, rows.requests.values(), rows.answers.values())?.requests.has(id('elsewhere'))).toBe(
      false,
    )
  })

  it('does not listen to anybody but the owner', () => {
    const rows = story([['D', { v: 1, op: 'authorization.deny', at: 1, request: id(at(1)), by: 'manual' }]])
    rows.add('mallory', 3, [
      ['M', { v: 1, op: 'authorization.deny', at: 1, request: id(at(2)), by: 'lottery', draw: toHex(NONCE) }],
    ])
    expect(verdicts(rows)).toEqual(all('not-shown'))
  })

  it('stays bounded however many ask and are answered', () => {
    const rows = story([['X', drawn(at(1))]])
    const row = rows.requests.get(id(at(1))) ?? expect.fail()
    const resource = rows.resources.get(id('R')) ?? expect.fail()
    const answer = rows.answers.get(id('X')) ?? expect.fail()
    const many = Array.from({ length: 3000 }, (_, index) => ({ ...row, id: id(`many ${index}`) }))
    const answers = many.map(({ id: request }, index) => ({
      ...answer,
      id: id(`answer ${index}`),
      request,
      seqNum: 10 + index,
    }))
    const found = checkDraw(resource, many, answers)
    expect(found?.requests.get(id('many 0'))?.verdict).toBe('not-checked')
    expect(found?.requests.get(id('many 0'))?.place).toBeGreaterThan(0)
    const flood = Array.from({ length: MAX_DRAWN + 1 }, (_, index) => ({ ...row, id: id(`flood ${index}`) }))
    expect(checkDraw(resource, flood, [{ ...answer, request: id('flood 0') }])?.requests.get(id('flood 0'))).toEqual({
      verdict: 'not-checked',
    })
  })
})

describe('the lot', () => {
  it('depends on the nonce and the request, and on nothing else', () => {
    expect(lotOf(NONCE, id('Q1'))).toEqual(lotOf(NONCE, id('Q1')))
    expect(compareBytes(lotOf(NONCE, id('Q1')), lotOf(OTHER, id('Q1')))).not.toBe(0)
    expect(compareBytes(lotOf(NONCE, id('Q1')), lotOf(NONCE, id('Q2')))).not.toBe(0)
  })
})
