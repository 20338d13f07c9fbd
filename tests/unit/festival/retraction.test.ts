// What its author took back is no operation (DESIGN 4.1, Gaps).

import { describe, expect, it } from 'vitest'
import { AuthorStory } from './author-story.ts'
import { id } from './story.ts'

describe('a retraction', () => {
  it('that was retracted itself is no operation, however long the chain is', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').retracts('A', 'r0', 'X')
    for (let step = 1; step <= 2000; step += 1) story.retracts(step % 2 ? 'B' : 'A', `r${step}`, `r${step - 1}`)
    expect(story.seen().answers).toEqual({})
    expect(story.retracts('A', 'end', 'r2000').seen().answers).toEqual({ X: 'effective' })
  })

  it('does not reach the first entry of a log, what another author says, or out of a fork', () => {
    const story = new AuthorStory().resource('A', 'R').retracts('A', 'r', 'A1').retracts('B', 's', 'R')
    expect(story.seen({ forks: { B: 2 } }).home('R')).toBe('A')
    expect(story.seen().home('R')).toBe('nowhere')
    expect(story.seen().rows.profiles.size).toBe(1)
  })

  it('counts beyond a missing payload, which may be its own doing', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').grants('A', 'Y').retracts('A', 'r', 'X')
    const { reading } = story.seen({ missing: ['X'] })
    expect(reading.logs[0]?.folded).toBe(5)
    expect(reading.retracted).toEqual([{ log: 1, seqNum: 3, id: id('X') }])
    expect(story.seen({ missing: ['Y'] }).reading.logs[0]?.folded).toBe(3)
  })
})
