// The broadcast tree of one topic by itself: which links are branches, and who is asked for what did not come.

import { describe, expect, it } from 'vitest'
import { Deliveries } from '../../../src/gossip/broadcast/deliveries.ts'
import { Missing, type Due } from '../../../src/gossip/broadcast/missing.ts'
import { Patience } from '../../../src/gossip/broadcast/patience.ts'
import { NEWS_EVERY_MS, Tree, type Branch } from '../../../src/gossip/broadcast/tree.ts'
import type { LogKey } from '../../../src/gossip/local-topic.ts'
import type { LogRef } from '../../../src/gossip/messages.ts'

const LOG = '00000000000000aa' as LogRef
const OTHER = '00000000000000bb' as LogRef
const KEY = 'aa/1' as LogKey
const SECOND = 'bb/1' as LogKey

const never = (): boolean => false

function missing(): Missing {
  return new Missing({ first: () => 600, next: () => 300 })
}

function treeOf(...links: number[]): Tree {
  const tree = new Tree(() => 200)
  for (const link of links) tree.addLink(link)
  return tree
}

function branch(tree: Tree, link: number): Branch {
  const found = tree.branches.get(link)
  if (found === undefined) throw new Error(`link ${link} is not there`)
  return found
}

/** Everything that becomes due in steps of 10 ms, with the time. */
function duesUntil(logs: Missing, from: number, to: number): [number, Due][] {
  const dues: [number, Due][] = []
  for (let now = from; now <= to; now += 10) for (const due of logs.due(now, never)) dues.push([now, due])
  return dues
}

describe('a tree', () => {
  it('has every new link as a branch', () => {
    expect([...treeOf(1, 2).branches.values()].map(({ isEager }) => isEager)).toEqual([true, true])
  })

  it('that has its shape takes a new link for no branch and says so, unless it would hang together by nothing', () => {
    const tree = treeOf(1, 2)
    tree.arrived(1, LOG, 1, 0, 0)
    tree.arrived(2, LOG, 1, 0, 0)
    tree.addLink(3)
    expect([1, 2, 3].map((link) => branch(tree, link).isEager)).toEqual([true, false, false])
    expect([branch(tree, 3).isGrafting, branch(tree, 3).isPruning]).toEqual([false, true])
    tree.removeLink(1, 0)
    tree.removeLink(2, 0)
    tree.removeLink(3, 0)
    tree.addLink(4)
    expect([branch(tree, 4).isEager, branch(tree, 4).isGrafting, branch(tree, 4).isPruning]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('of a newcomer takes its shape from the first who says that it has one', () => {
    const tree = treeOf(1, 2)
    tree.pruned(2)
    tree.addLink(3)
    expect([1, 2, 3].map((link) => branch(tree, link).isEager)).toEqual([true, false, false])
  })

  it('asks to be a branch somewhere when the last one is cut', () => {
    const tree = treeOf(1)
    branch(tree, 1).isGrafting = false
    tree.pruned(1)
    expect([branch(tree, 1).isEager, branch(tree, 1).isGrafting]).toEqual([true, true])
  })

  it('takes back that a link is no branch when its other end asks for one', () => {
    const tree = treeOf(1)
    tree.arrived(1, LOG, 1, 0, 0)
    tree.addLink(2)
    tree.grafted(2)
    expect([branch(tree, 2).isEager, branch(tree, 2).isPruning]).toEqual([true, false])
  })

  it('says which links news travel over, once it has its shape', () => {
    const tree = treeOf(1, 2)
    expect(tree.isBranch(1)).toBe(false)
    tree.arrived(1, LOG, 1, 0, 0)
    tree.arrived(2, LOG, 1, 0, 0)
    expect([1, 2, 3].map((link) => tree.isBranch(link))).toEqual([true, false, false])
  })

  it('replaces the branch that brought most by the link that told of it first', () => {
    const tree = treeOf(1, 2, 3, 4)
    tree.missing.announced(2, LOG, 1, 0)
    tree.arrived(1, LOG, 1, 0, 0)
    for (const link of [2, 3, 4]) tree.arrived(link, LOG, 1, 0, 0)
    tree.removeLink(1, 0)
    expect([2, 3, 4].map((link) => branch(tree, link).isEager)).toEqual([true, false, false])
    expect([branch(tree, 2).isGrafting, branch(tree, 2).isPruning]).toEqual([true, false])
    // And so on, before anything came by the new one.
    tree.removeLink(2, 0)
    expect([3, 4].map((link) => branch(tree, link).isEager)).toEqual([false, true])
  })

  it('leaves it to the other side when a branch is lost that brought little', () => {
    const tree = treeOf(1, 2, 3)
    tree.arrived(1, LOG, 1, 0, 0)
    tree.arrived(3, LOG, 1, 0, 0)
    tree.removeLink(2, 0)
    expect([1, 3].map((link) => branch(tree, link).isEager)).toEqual([true, false])
  })

  it('of an author has nothing to look for when a branch is lost, as long as there is another', () => {
    const tree = treeOf(1, 2, 3)
    tree.wrote()
    tree.pruned(3)
    tree.removeLink(1, 0)
    expect([2, 3].map((link) => branch(tree, link).isEager)).toEqual([true, false])
    tree.removeLink(2, 0)
    expect(branch(tree, 3).isEager).toBe(true)
  })

  it('cuts a branch that brings what is held or on its way to the disk, and tells it once', () => {
    const tree = treeOf(1, 2, 3)
    expect(tree.arrived(1, LOG, 5, 4, 0)).toBe(true)
    expect(tree.arrived(2, LOG, 5, 4, 0)).toBe(false)
    expect([1, 2].map((link) => branch(tree, link).isEager)).toEqual([true, false])
    expect(branch(tree, 2).isPruning).toBe(true)
    branch(tree, 2).isPruning = false
    tree.departed(LOG)
    expect(tree.arrived(2, LOG, 5, 5, 0)).toBe(false)
    expect(branch(tree, 2).isPruning).toBe(false)
    expect(tree.arrived(3, LOG, 3, 5, 0)).toBe(false)
    expect(branch(tree, 3).isPruning).toBe(true)
  })

  it('takes what comes next while the entry before it is being stored', () => {
    const tree = treeOf(1, 2)
    expect(tree.arrived(1, LOG, 5, 4, 0)).toBe(true)
    expect(tree.arrived(1, LOG, 6, 4, 0)).toBe(true)
    expect(tree.arrivedTo(LOG)).toBe(6)
    expect(tree.arrived(2, LOG, 6, 4, 0)).toBe(false)
  })

  it('takes an entry again from another link when the first one was no good', () => {
    const tree = treeOf(1, 2)
    tree.arrived(1, LOG, 5, 4, 0)
    tree.departed(LOG)
    expect(tree.arrived(2, LOG, 5, 4, 0)).toBe(true)
  })

  it('makes a branch of who brings news, of who asks to be one, and of whom it asks', () => {
    const tree = treeOf(1, 2, 3)
    for (const link of [1, 2, 3]) tree.pruned(link)
    expect([1, 2, 3].map((link) => branch(tree, link).isEager)).toEqual([false, false, true])
    tree.arrived(1, LOG, 1, 0, 0)
    tree.grafted(2)
    tree.graft(3, LOG)
    expect([...tree.branches.values()].every(({ isEager }) => isEager)).toBe(true)
    expect([...branch(tree, 3).grafts]).toEqual([LOG])
  })

  it('announces at once, and what comes soon after together', () => {
    const tree = treeOf(1)
    const one = branch(tree, 1)
    tree.announce(one, KEY, false, 1_000)
    expect(tree.dueAt).toBe(Number.POSITIVE_INFINITY)
    expect(tree.takeNews(one, 10, 1_000)).toEqual({ keys: [KEY], inFull: false })
    tree.announce(one, KEY, false, 1_010)
    tree.announce(one, SECOND, false, 1_020)
    expect(tree.takeNews(one, 10, 1_030).keys).toEqual([])
    expect(tree.dueAt).toBe(1_000 + NEWS_EVERY_MS)
    tree.tick(1_000 + NEWS_EVERY_MS)
    expect(tree.takeNews(one, 10, 1_000 + NEWS_EVERY_MS).keys).toEqual([KEY, SECOND])
    expect(tree.dueAt).toBe(Number.POSITIVE_INFINITY)
  })

  it('announces in full and in short apart, and no more at once than fits', () => {
    const tree = treeOf(1)
    const one = branch(tree, 1)
    tree.announce(one, KEY, false, 0)
    tree.announce(one, SECOND, true, 0)
    expect(tree.takeNews(one, 1, 0)).toEqual({ keys: [SECOND], inFull: true })
    expect(tree.takeNews(one, 1, NEWS_EVERY_MS)).toEqual({ keys: [KEY], inFull: false })
  })
})

describe('what came', () => {
  it('over a branch decides which of its two sides is lost without it', () => {
    // Of eight authors three are on this side, and five on the other.
    const [here, there] = [new Deliveries(), new Deliveries()]
    for (const author of [1, 2, 3, 4, 5, 6, 7, 8]) {
      here.came(author <= 3 ? undefined : 9, [])
      there.came(author <= 3 ? 7 : undefined, [])
    }
    expect([here.isMain(9), there.isMain(7)]).toEqual([true, false])
  })

  it('long ago is forgotten', () => {
    const deliveries = new Deliveries()
    for (let count = 0; count < 16; count += 1) deliveries.came(1, [3])
    expect(deliveries.insteadOf(1, [2, 3, 4])).toBe(3)
    for (let count = 0; count < 16; count += 1) deliveries.came(2, [])
    expect([deliveries.isMain(1), deliveries.isMain(2)]).toEqual([false, true])
    expect(deliveries.insteadOf(1, [2, 3, 4])).toBe(4)
    expect(deliveries.insteadOf(1, [])).toBeUndefined()
  })
})

describe('patience', () => {
  it('is three round trips, within limits', () => {
    expect([20, 150, 5_000].map((ms) => new Patience().of(ms))).toEqual([300, 450, 1_500])
  })

  it('grows where entries come long after they were announced, and shrinks again', () => {
    const patience = new Patience()
    patience.came(400)
    expect(patience.of(100)).toBe(1_200)
    for (let count = 0; count < 50; count += 1) patience.came(400)
    expect(patience.of(100)).toBeLessThan(410)
    for (let count = 0; count < 50; count += 1) patience.came(0)
    expect(patience.of(100)).toBe(300)
  })
})

describe('a missing log', () => {
  it('is asked for after a while, of who announced it first, then of the next, and then left', () => {
    const logs = missing()
    expect(logs.announced(1, LOG, 7, 0)).toBe(true)
    expect(logs.announced(2, LOG, 9, 50)).toBe(true)
    expect(logs.announcedTo(LOG)).toBe(9)
    expect(logs.firstOf(LOG)).toBe(1)
    expect([1, 2, 3].map((link) => logs.announcedBy(LOG, link))).toEqual([7, 9, 0])
    expect(logs.announcersOf(LOG)).toEqual([1, 2])
    expect([logs.waitedFor(LOG, 1, 80), logs.waitedFor(OTHER, 1, 80)]).toEqual([80, undefined])
    expect(duesUntil(logs, 0, 5_000)).toEqual([
      [600, { kind: 'ask', ref: LOG, link: 1 }],
      [900, { kind: 'ask', ref: LOG, link: 2 }],
      [1_200, { kind: 'left', ref: LOG, link: 2 }],
    ])
    expect(logs.dueAt).toBe(Number.POSITIVE_INFINITY)
  })

  it('is not asked for once it came, and goes on being missing when only a part came', () => {
    const logs = missing()
    logs.announced(1, LOG, 7, 0)
    logs.announced(1, OTHER, 3, 0)
    logs.reached(LOG, 6)
    logs.reached(OTHER, 3)
    expect(duesUntil(logs, 0, 700)).toEqual([[600, { kind: 'ask', ref: LOG, link: 1 }]])
    expect(logs.isAsked(LOG)).toBe(true)
    logs.reached(LOG, 7)
    expect([logs.isAsked(LOG), logs.announcedTo(LOG)]).toEqual([false, 0])
    expect(duesUntil(logs, 700, 5_000)).toEqual([])
  })

  it('is waited for while it is on its way to the disk', () => {
    const logs = missing()
    logs.announced(1, LOG, 7, 0)
    expect(logs.due(600, () => true)).toEqual([])
    expect(logs.dueAt).toBe(900)
    expect(logs.due(900, never)).toEqual([{ kind: 'ask', ref: LOG, link: 1 }])
  })

  it('is asked of the next one at once when the link is lost that was asked', () => {
    const logs = missing()
    logs.announced(1, LOG, 7, 0)
    logs.announced(2, LOG, 7, 10)
    logs.due(600, never)
    logs.forgetLink(1, 650)
    expect(logs.dueAt).toBe(650)
    expect(logs.due(650, never)).toEqual([{ kind: 'ask', ref: LOG, link: 2 }])
    logs.forgetLink(2, 660)
    expect(logs.announcedTo(LOG)).toBe(0)
    expect(duesUntil(logs, 660, 5_000)).toEqual([])
  })

  it('is asked for six times at most, however many announced it', () => {
    const logs = missing()
    for (let link = 1; link <= 20; link += 1) logs.announced(link, LOG, 7, 0)
    const dues = duesUntil(logs, 0, 10_000).map(([, { kind }]) => kind)
    expect(dues).toEqual([...Array.from({ length: 6 }, () => 'ask'), 'left'])
  })

  it('is one of a limited number of which one link was the first to tell', () => {
    const logs = missing()
    const ref = (index: number): LogRef => index.toString(16).padStart(16, '0') as LogRef
    let taken = 0
    for (let index = 0; index < 1_000; index += 1) if (logs.announced(1, ref(index), 1, 0)) taken += 1
    expect(taken).toBe(128)
    expect(logs.announced(2, ref(2_000), 1, 0)).toBe(true)
    expect(logs.announced(2, ref(0), 1, 0)).toBe(true)
    for (let index = 0; index < 128; index += 1) logs.forget(ref(index))
    expect(logs.announced(1, ref(3_000), 1, 0)).toBe(true)
  })
})
