// Requests that can not all be granted are seen side by side; the others one by one.
import { describe, expect, it } from 'vitest'
import { groupInbox } from '../../../ui/request/group-inbox.ts'
import type { InboxItem } from '../../../src/festival/overview.ts'

interface Ask {
  id: string
  resource?: string
  from: number
  to: number
  quantity?: number
  capacity?: number
  taken?: number
}

/** Inbox items as the inbox computes them: each with the others that overlap it. */
function inbox(asks: readonly Ask[]): InboxItem[] {
  return asks.map((ask) => ({
    request: { id: ask.id, from: ask.from, to: ask.to, quantity: ask.quantity ?? 1 },
    resource: { id: ask.resource ?? 'beamer', capacity: ask.capacity ?? 1 },
    competing: asks
      .filter((other) => other !== ask && other.resource === ask.resource && other.from < ask.to && ask.from < other.to)
      .map((other) => ({
        request: { id: other.id },
        overlap: { from: Math.max(ask.from, other.from), to: Math.min(ask.to, other.to) },
      })),
    taken:
      ask.taken === undefined ? [] : [{ answer: { quantity: ask.taken }, overlap: { from: ask.from, to: ask.to } }],
    available: true,
  })) as unknown as InboxItem[]
}

function ids(asks: readonly Ask[]): string[][] {
  return groupInbox(inbox(asks)).map((group) => group.map(({ request }) => request.id))
}

describe('waiting requests', () => {
  it('are together when they want the same time of one thing', () => {
    expect(
      ids([
        { id: 'a', from: 18, to: 22 },
        { id: 'b', from: 20, to: 23 },
      ]),
    ).toEqual([['a', 'b']])
  })

  it('are apart when they only touch', () => {
    expect(
      ids([
        { id: 'a', from: 18, to: 20 },
        { id: 'b', from: 20, to: 23 },
      ]),
    ).toEqual([['a'], ['b']])
  })

  it('are apart when they want different things', () => {
    const asks = [
      { id: 'a', from: 18, to: 22, resource: 'x' },
      { id: 'b', from: 18, to: 22, resource: 'y' },
    ]
    expect(ids(asks)).toEqual([['a'], ['b']])
  })

  it('are apart when there is enough for both, and together when what is taken leaves too little', () => {
    const chairs = { from: 18, to: 22, capacity: 40 }
    expect(
      ids([
        { id: 'a', ...chairs, quantity: 20 },
        { id: 'b', ...chairs, quantity: 20 },
      ]),
    ).toEqual([['a'], ['b']])
    const fewer = { ...chairs, taken: 1 }
    expect(
      ids([
        { id: 'a', ...fewer, quantity: 20 },
        { id: 'b', ...fewer, quantity: 20 },
      ]),
    ).toEqual([['a', 'b']])
  })

  it('are together through others: the first and the last need not meet', () => {
    const asks = [
      { id: 'a', from: 1, to: 3 },
      { id: 'c', from: 4, to: 6 },
      { id: 'b', from: 2, to: 5 },
    ]
    expect(ids(asks)).toEqual([['a', 'b', 'c']])
  })

  it('are each in exactly one group', () => {
    const asks = Array.from({ length: 12 }, (_, index) => ({
      id: `r${index}`,
      from: index,
      to: index + (index % 3) + 1,
    }))
    expect(ids(asks).flat().sort()).toEqual(asks.map(({ id }) => id).sort())
  })
})
