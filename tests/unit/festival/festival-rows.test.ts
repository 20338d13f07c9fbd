// What a festival's row says about other festivals (DESIGN 5.6): the sub-festivals that its creator lists, and what a clone
// inherits.

import { describe, expect, it } from 'vitest'
import { MAX_CHILDREN } from '../../../src/festival/object-rows.ts'
import {
  MAX_INHERITED_LOGS,
  MAX_LISTING_ENTRIES,
  firstHeads,
  moreHeads,
} from '../../../src/operations/inherited-heads.ts'
import type { FestivalRow } from '../../../src/festival/views.ts'
import type { FestivalCreate, LogHead, Operation } from '../../../src/operations/operation.ts'
import { FESTIVAL, Rows, festivalCreate, festivalJoin, id, key } from './story.ts'

const at = { v: 1, at: 2000 } as const
const list = (name: string): Operation => ({ ...at, op: 'festival.list', festival: id(name) })
const unlist = (name: string): Operation => ({ ...at, op: 'festival.unlist', festival: id(name) })
const head = (name: string, seqNum = 3): LogHead => ({
  author: key(name),
  logId: 7n,
  seqNum,
  hash: id(`${name}${seqNum}`),
})
const heads = (...more: LogHead[]): Operation => ({ ...at, op: 'festival.heads', heads: more })
const clone = (...first: LogHead[]): Operation => ({
  ...(festivalCreate() as FestivalCreate),
  forkOf: { festival: id('old'), heads: first },
})

const row = (...entries: Operation[]): FestivalRow | undefined => rowOf(new Rows().add('ada', 1, named(entries)))
const rowOf = (rows: Rows): FestivalRow | undefined => rows.festivals.get(FESTIVAL)
const named = (entries: Operation[]): [string, Operation][] =>
  entries.map((op, index) => [index === 0 ? 'festival' : `entry ${index}`, op])

describe('the sub-festivals of a festival', () => {
  it('are those that its creator listed and did not take off again', () => {
    expect(row(festivalCreate(), list('a'), list('b'), list('c'), unlist('b'))?.children).toEqual([id('a'), id('c')])
  })

  it('are none when none is left, as if there had never been one', () => {
    expect(row(festivalCreate(), list('a'), unlist('a'))).toEqual(row(festivalCreate()))
  })

  it('are listed once, never the festival itself, and listed again at the end', () => {
    const ops = [list('a'), list('a'), list('festival'), list('b'), unlist('a'), list('a')]
    expect(row(festivalCreate(), ...ops)?.children).toEqual([id('b'), id('a')])
  })

  it('are nobody else’s business', () => {
    const rows = new Rows().add('ada', 1, named([festivalCreate()]))
    rows.add('ben', 2, [
      ['join', festivalJoin()],
      ['listing', list('a')],
    ])
    expect(rowOf(rows)).not.toHaveProperty('children')
  })

  it('end at a limit, and those that are there stay', () => {
    const many = Array.from({ length: MAX_CHILDREN + 1 }, (_, index) => list(`child ${index}`))
    const children = row(festivalCreate(), ...many)?.children
    expect(children).toHaveLength(MAX_CHILDREN)
    expect(children?.at(-1)).toBe(id(`child ${MAX_CHILDREN - 1}`))
  })
})

describe('what a clone inherits', () => {
  it('is listed in its first entry and in those right after it', () => {
    const { forkOf, inherited } = row(clone(head('ada')), heads(head('ben')), heads(head('cleo'))) ?? {}
    expect(forkOf).toBe(id('old'))
    expect(inherited).toEqual({ heads: [head('ada'), head('ben'), head('cleo')], to: 3 })
  })

  it('ends where something else was said, and another log adds nothing', () => {
    const rename: Operation = { ...at, op: 'festival.update', set: { title: 'Late' } }
    const rows = new Rows().add('ada', 1, named([clone(head('ada')), rename, heads(head('ben'))]))
    rows.add('ada', 2, [
      ['join', festivalJoin()],
      ['more', heads(head('cleo'))],
    ])
    expect(rowOf(rows)?.inherited).toEqual({ heads: [head('ada')], to: 1 })
  })

  it('counts the first head of a log', () => {
    expect(row(clone(head('ada', 3), head('ada', 9)), heads(head('ada', 5)))?.inherited?.heads).toEqual([
      head('ada', 3),
    ])
  })

  it('is nothing for a festival that is no clone', () => {
    expect(row(festivalCreate(), heads(head('ben')))).not.toHaveProperty('inherited')
  })

  it('has an end, in logs and in entries', () => {
    const at600 = (from: number): LogHead[] =>
      Array.from({ length: 600 }, (_, index) => ({ ...head('ada'), logId: BigInt(from + index) }))
    const first = firstHeads({ forkOf: { festival: id('old'), heads: at600(0) } })
    let known = first ?? { heads: [], to: 0 }
    for (let seqNum = 2; seqNum < 100; seqNum += 1) known = moreHeads(known, seqNum, { heads: at600(600 * seqNum) })
    expect(known.heads).toHaveLength(MAX_INHERITED_LOGS)
    expect(known.to).toBe(MAX_LISTING_ENTRIES)
  })
})
