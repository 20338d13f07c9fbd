// Homes that move (DESIGN 4.2): the scenarios with which the rules were attacked, by the numbers of that review, and what
// else the rules say.

import { describe, expect, it } from 'vitest'
import { foldResource } from '../../../src/festival/fold-resource.ts'
import { MAX_STAYS } from '../../../src/festival/succession.ts'
import { AuthorStory } from './author-story.ts'
import {
  cancel,
  eventCreate,
  festivalCreate,
  grant,
  id,
  log,
  requestCreate,
  resourceCreate,
  retire,
  withdraw,
} from './story.ts'

const at = { v: 1, at: 2000 } as const

describe('attacks on succession', () => {
  it('S1: two logs that continue each other leave the object in the second one', () => {
    const story = new AuthorStory().resource('A', 'R').continues('C', 'c', 'A', 2).continues('A', 'a', 'C', 2)
    expect(story.seen().claims).toEqual({ c: 'counts', a: 'counts' })
    expect(story.seen().home('R')).toBe('AC')
  })

  it('S2: rings of two and of three have one reading, and a claim beyond a head still counts', () => {
    const two = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 2).resource('B', 'S')
    two.continues('A', 'a', 'B', 3)
    expect([two.seen().home('R'), two.seen().home('S')]).toEqual(['AB', 'BA'])
    const three = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 2).resource('B', 'S')
    three.continues('C', 'c', 'B', 3).resource('C', 'T').continues('A', 'a', 'C', 3)
    const homes = ['R', 'S', 'T'].map((object) => three.seen().home(object))
    expect(homes).toEqual(['ABC', 'BCA', 'CA'])
  })

  it('S3: a grant of the old log beyond the head that was continued is gone', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').continues('B', 'b', 'A', 2).grants('B', 'Y')
    expect(story.seen().answers).toEqual({ Y: 'effective' })
  })

  it('S4: a claim has no effect until its head is held, and the answers behind it never flip', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').continues('B', 'b', 'A', 3).grants('B', 'Y')
    const early = story.seen({ upTo: { A: 2 } })
    expect([early.claims, early.answers, early.home('R')]).toEqual([{ b: 'pending' }, {}, 'A?'])
    const later = story.seen()
    expect([later.claims, later.home('R')]).toEqual([{ b: 'counts' }, 'AB'])
    expect(later.answers).toEqual({ X: 'effective', Y: 'void' })
  })

  it('S5: of two logs that continue the same one the higher head wins, and the answers of the other lose effect', () => {
    const story = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 2).grants('B', 'Y').grants('A', 'Z')
    story.continues('D', 'd', 'B', 3).continues('D', 'e', 'A', 3)
    expect(story.seen().home('R')).toBe('AD')
    expect(story.seen().answers).toEqual({ Z: 'effective' })
    expect(story.seen({ upTo: { D: 2 } }).home('R')).toBe('ABD')
  })

  it('S6: a fork below the head clips the claim instead of refuting it, whichever branch is held', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').continues('B', 'b', 'A', 3, 'the other branch')
    story.grants('B', 'Y')
    expect(story.seen().claims).toEqual({ b: 'never' })
    const forked = story.seen({ forks: { A: 3 } })
    expect([forked.claims, forked.home('R')]).toEqual([{ b: 'counts' }, 'AB'])
    expect(forked.answers).toEqual({ Y: 'effective' })
    const short = story.seen({ forks: { A: 3 }, upTo: { A: 1 } })
    expect(short.claims).toEqual({ b: 'pending' })
  })

  it('S6: a claim that was clipped takes nothing that came at or after the fork', () => {
    const story = new AuthorStory().resource('A', 'R').resource('A', 'S').continues('B', 'b', 'A', 3)
    expect(story.seen().home('S')).toBe('AB')
    const forked = story.seen({ forks: { A: 3 } })
    expect([forked.home('R'), forked.home('S')]).toEqual(['AB', 'nowhere'])
  })

  it('S6: rivals are ranked by what they claimed, not by what a fork left of it', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').grants('A', 'Z', 'R', 20, 30)
    story.continues('B', 'b', 'A', 3).continues('C', 'c', 'A', 4)
    expect(story.seen({ forks: { A: 3 } }).home('R')).toBe('AC')
  })

  it('S6b: a fork at a revocation takes it back, and what came after it', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').revokes('A', 'r', 'X').grants('A', 'Y')
    expect(story.seen().answers).toEqual({ X: 'ended', Y: 'effective' })
    expect(story.seen({ forks: { A: 4 } }).answers).toEqual({ X: 'effective' })
  })

  it('S7: a fork at the first entry of a festival leaves the festival as that entry says, and nothing moves it', () => {
    const story = new AuthorStory().begins('A', 'festival', festivalCreate('Summer')).resource('A', 'R')
    story.continues('B', 'b', 'A', 2).says('B', 'u', { ...at, op: 'festival.update', set: { title: 'Autumn' } })
    const whole = story.seen()
    expect([whole.home('festival'), whole.rows.festivals.get(id('festival'))?.title]).toEqual(['AB', 'Autumn'])
    const forked = story.seen({ forks: { A: 1 } })
    expect([forked.home('festival'), forked.home('R'), forked.claims]).toEqual(['A', 'nowhere', { b: 'counts' }])
    expect(forked.rows.festivals.get(id('festival'))?.title).toBe('Summer')
  })

  it('S9: a retracted grant is no operation, whether its payload is held or not', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').grants('A', 'Y').retracts('A', 'r', 'X')
    expect(story.seen().answers).toEqual({ Y: 'effective' })
    expect(story.seen({ missing: ['X'] }).answers).toEqual({ Y: 'effective' })
    expect(story.seen({ upTo: { A: 4 } }).answers).toEqual({ X: 'effective', Y: 'void' })
  })

  it('S10: nothing beyond a missing payload has effect, and no claim finds its head there', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').grants('A', 'Y').continues('B', 'b', 'A', 4)
    const seen = story.seen({ missing: ['X'] })
    expect([seen.answers, seen.claims, seen.home('R')]).toEqual([{}, { b: 'pending' }, 'A?'])
  })

  it('S11: a claim on a log that is not of this festival moves nothing', () => {
    const story = new AuthorStory().resource('A', 'R').continues('B', 'b', 'Z', 2, 'elsewhere').resource('B', 'S')
    const seen = story.seen({ upTo: { Z: 0 } })
    expect([seen.home('R'), seen.home('S'), seen.claims]).toEqual(['A', 'B', { b: 'pending' }])
  })

  it('S12: of two restores of one backup the smallest hash wins, in any order', () => {
    const tell = (first: string, second: string): string => {
      const story = new AuthorStory().resource('A', 'R')
      return story
        .continues(first, `claim ${first}`, 'A', 2)
        .continues(second, `claim ${second}`, 'A', 2)
        .seen()
        .home('R')
    }
    expect([tell('B', 'C'), tell('C', 'B')]).toEqual(['AB', 'AB'])
  })

  it('S16: what was made beyond the head stays with the old log until a second claim takes the rest', () => {
    const story = new AuthorStory().resource('A', 'R').resource('A', 'S').grants('A', 'X', 'S')
    story.continues('B', 'b', 'A', 2).grants('B', 'Y')
    const once = story.seen()
    expect([once.home('R'), once.home('S')]).toEqual(['AB', 'A'])
    expect(once.answers).toEqual({ X: 'effective', Y: 'effective' })
    const twice = story.continues('B', 'c', 'A', 4).grants('B', 'Z', 'S').seen()
    expect([twice.home('R'), twice.home('S')]).toEqual(['AB', 'AB'])
    expect(twice.answers).toEqual({ X: 'effective', Y: 'effective', Z: 'void' })
  })
})

describe('a claim', () => {
  it('that comes first in its log counts, not one that reaches further later', () => {
    const story = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 2).grants('A', 'X')
    story.continues('B', 'c', 'A', 3).grants('B', 'Y')
    expect(story.seen().rows.resources.get(id('R'))?.stays).toEqual([
      { log: 1, from: 2, to: 2 },
      { log: 2, from: 2 },
    ])
    expect(story.seen().answers).toEqual({ Y: 'effective' })
  })

  it('on its own log, on a log of somebody else, or with a hash that is not there counts for nothing', () => {
    const story = new AuthorStory().resource('A', 'R').continues('A', 'a', 'A', 2)
    story.says('B', 'b', {
      ...at,
      op: 'log.continue',
      log: { author: id('eve').slice(0, 64) as never, logId: 65n },
      head: { seqNum: 2, hash: id('R') },
    })
    story.continues('C', 'c', 'A', 2, 'something else')
    expect([story.seen().claims, story.seen().home('R')]).toEqual([{ a: 'never', c: 'never' }, 'A'])
  })

  it('that stands beyond a fork or a gap of its own log is none', () => {
    const story = new AuthorStory().resource('A', 'R').resource('B', 'S').continues('B', 'b', 'A', 2)
    expect(story.seen({ forks: { B: 3 } }).home('R')).toBe('A')
    expect(story.seen({ missing: ['S'] }).home('R')).toBe('A')
    expect(story.seen().home('R')).toBe('AB')
  })

  it('that was retracted is no operation', () => {
    const story = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 2).retracts('A', 'r', 'b')
    expect([story.seen().home('R'), story.seen().claims]).toEqual(['A', {}])
  })

  it('that waits marks only what it would take', () => {
    const story = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 2).resource('A', 'S').resource('A', 'T')
    story.continues('C', 'c', 'A', 3, 'S').continues('D', 'd', 'A', 9)
    const seen = story.seen({ upTo: { D: 2 } })
    expect(['R', 'S', 'T'].map((object) => seen.home(object))).toEqual(['AC?', 'AC?', 'A?'])
    const short = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 9).continues('C', 'c', 'A', 2)
    expect(short.seen().home('R')).toBe('AC?')
    const beaten = new AuthorStory().resource('A', 'R').continues('C', 'c', 'A', 2).continues('C', 'd', 'A', 9)
    expect(beaten.seen().home('R')).toBe('AC')
  })

  it('can not make an object wander for ever', () => {
    const story = new AuthorStory().resource(String.fromCodePoint(1000), 'R')
    for (let step = 1; step < 2 * MAX_STAYS; step += 1) {
      const [before, here] = [String.fromCodePoint(999 + step), String.fromCodePoint(1000 + step)]
      story.continues(here, `c${step}`, before, 2)
    }
    expect(story.seen().rows.resources.get(id('R'))?.stays).toHaveLength(MAX_STAYS)
  })
})

describe('what moved', () => {
  const base = { v: 1, at: 2000 } as const

  it('is changed by its home, and by the old one only up to the head', () => {
    const story = new AuthorStory().says('A', 'E', eventCreate()).says('A', 'Q', requestCreate('E', 'R', 1, 2))
    story.continues('B', 'b', 'A', 3).says('A', 'x', cancel('E')).says('A', 'y', withdraw('Q'))
    expect(story.seen().rows.events.get(id('E'))).not.toHaveProperty('cancelled')
    expect(story.seen().rows.requests.get(id('Q'))).not.toHaveProperty('withdrawn')
    story
      .says('B', 'u', { ...base, op: 'event.update', event: id('E'), set: { title: 'Late' } })
      .says('B', 'w', withdraw('Q'))
    expect(story.seen().rows.events.get(id('E'))).toMatchObject({ title: 'Late', log: 1, seqNum: 2 })
    expect(story.seen().rows.requests.get(id('Q'))).toHaveProperty('withdrawn')
  })

  it('in opposite directions between the same two logs is folded in the order of each life', () => {
    const story = new AuthorStory().resource('A', 'R').resource('B', 'S')
    story.grants('A', 'X').grants('B', 'Y', 'S').continues('B', 'b', 'A', 3).continues('A', 'a', 'B', 3)
    story.grants('A', 'V', 'S').grants('B', 'W')
    expect([story.seen().home('R'), story.seen().home('S')]).toEqual(['AB', 'BA'])
    expect(story.seen().answers).toEqual({ X: 'effective', Y: 'effective', V: 'void', W: 'void' })
  })

  it('takes its answers along: they end in the new home, and not in the old one', () => {
    const story = new AuthorStory().resource('A', 'R').grants('A', 'X').continues('B', 'b', 'A', 3)
    story.revokes('A', 'r', 'X')
    expect(story.seen().answers).toEqual({ X: 'effective' })
    expect(story.revokes('B', 's', 'X').seen().rows.answers.get(id('X'))).toMatchObject({
      state: 'ended',
      ended: { kind: 'revoke', by: id('s') },
      log: 1,
      seqNum: 3,
    })
  })

  it('names blockers in the order of its life, not by number', () => {
    const story = new AuthorStory().resource('A', 'R', 2).retracts('A', 'n', 'nothing').grants('A', 'X')
    story.continues('B', 'b', 'A', 4).grants('B', 'Y').grants('B', 'Z')
    expect(story.seen().rows.answers.get(id('Z'))?.void?.blockers).toEqual([id('X'), id('Y')])
  })

  it('is the fold of its stays one after the other', () => {
    const steps = log(['R', resourceCreate()], ['X', grant('q1', 'R', 0, 10)])
    const later = log(['Y', grant('q2', 'R', 5, 15)], ['Z', grant('q3', 'R', 10, 20)])
    const states = foldResource([...steps, ...later], id('R')).answers.map(({ state }) => state)
    expect(states).toEqual(['effective', 'void', 'effective'])
  })

  it('stands still for ever when newer software spoke about resources in an old home', () => {
    const story = new AuthorStory().resource('A', 'R').says('A', 'n', 'newer').continues('B', 'b', 'A', 3)
    story.grants('B', 'X').says('B', 'd', retire('R'))
    expect([story.seen().home('R'), story.seen().answers]).toEqual(['AB', {}])
    expect(story.seen().rows.resources.get(id('R'))).not.toHaveProperty('retired')
    const after = new AuthorStory()
      .resource('A', 'R')
      .continues('B', 'b', 'A', 2)
      .says('A', 'n', 'newer')
      .grants('B', 'X')
    expect(after.seen().answers).toEqual({ X: 'effective' })
  })
})
