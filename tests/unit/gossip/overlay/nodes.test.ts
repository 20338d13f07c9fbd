// Links that neighbours introduce, between whole nodes.

import { describe, expect, it } from 'vitest'
import { FESTIVAL, Nodes, OTHER_FESTIVAL } from './crowd-of-nodes.ts'

describe('nodes of one festival', () => {
  it('are all linked to each other when they are few, though each met only one of them', async () => {
    const nodes = new Nodes()
    const [ada, ben, cleo, dora, eve] = await Promise.all(
      ['ada', 'ben', 'cleo', 'dora', 'eve'].map((name) => nodes.add(name, FESTIVAL)),
    )
    nodes.meet(ada!, ben!)
    nodes.meet(ben!, cleo!)
    nodes.meet(dora!, cleo!)
    nodes.meet(eve!, dora!)
    await nodes.seconds(90)
    expect(nodes.degrees()).toEqual([4, 4, 4, 4, 4])
    const dialled = nodes.all.reduce((sum, { dialer }) => sum + dialer.dialled, 0)
    // Six links were missing, each takes two connections; then everybody is content.
    expect(dialled).toBe(12)
    await nodes.seconds(120)
    expect(nodes.all.reduce((sum, { dialer }) => sum + dialer.dialled, 0)).toBe(dialled)
  })

  it('make no second link for a second festival', async () => {
    const nodes = new Nodes()
    const [ada, ben, cleo] = await Promise.all(
      ['ada', 'ben', 'cleo'].map((name) => nodes.add(name, FESTIVAL, OTHER_FESTIVAL)),
    )
    nodes.meet(ada!, ben!)
    nodes.meet(ben!, cleo!)
    await nodes.seconds(40)
    expect(nodes.degrees()).toEqual([2, 2, 2])
    expect(nodes.degrees(OTHER_FESTIVAL)).toEqual([2, 2, 2])
    expect(ada!.dialer.dialled + cleo!.dialer.dialled).toBe(2)
  })
})
