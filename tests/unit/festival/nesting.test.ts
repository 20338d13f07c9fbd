// Festivals inside festivals (DESIGN 5.6): who is whose child, whatever strangers wrote.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_DEPTH, ancestorsOf, childrenOf, nests, type Nest, type Nested } from '../../../src/festival/nesting.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { id } from './story.ts'

const festival = (name: string, parent?: string, children: string[] = []): Nested => ({
  id: id(name),
  ...(parent === undefined ? {} : { parent: id(parent) }),
  ...(children.length === 0 ? {} : { children: children.map(id) }),
})
const finder = (rows: readonly Nested[]) => (wanted: FestivalId) => rows.find((row) => row.id === wanted)
const names = (rows: readonly Nested[]): FestivalId[] => rows.map((row) => row.id)

describe('the ancestors of a festival', () => {
  it('are its parent, that one’s parent and so on', () => {
    const rows = [festival('town'), festival('street', 'town'), festival('house', 'street')]
    expect(ancestorsOf(id('house'), finder(rows))).toEqual([id('street'), id('town')])
    expect(ancestorsOf(id('town'), finder(rows))).toEqual([])
  })

  it('end with one that is named and not known', () => {
    expect(ancestorsOf(id('house'), finder([festival('house', 'street')]))).toEqual([id('street')])
    expect(ancestorsOf(id('nowhere'), finder([]))).toEqual([])
  })

  it('end where they would come again, and at a limit', () => {
    const circle = [festival('a', 'b'), festival('b', 'c'), festival('c', 'b')]
    expect(ancestorsOf(id('a'), finder(circle))).toEqual([id('b'), id('c')])
    expect(ancestorsOf(id('a'), finder([festival('a', 'a')]))).toEqual([])
    const deep = Array.from({ length: 20 }, (_, index) => festival(`f${index}`, `f${index + 1}`))
    expect(ancestorsOf(id('f0'), finder(deep))).toHaveLength(MAX_DEPTH)
  })
})

describe('the children of a festival', () => {
  it('are official when it lists them and they name it, in the order of the list', () => {
    const town = festival('town', undefined, ['b', 'a', 'elsewhere', 'absent'])
    const known = [festival('a', 'town'), festival('b', 'town'), festival('c', 'town'), festival('elsewhere', 'moon')]
    const { official, unlisted, unknown } = childrenOf(town, known)
    expect(names(official)).toEqual([id('b'), id('a')])
    expect(names(unlisted)).toEqual([id('c')])
    expect(unknown).toEqual([id('absent')])
  })

  it('are never itself, whatever it says', () => {
    const odd = festival('odd', 'odd', ['odd'])
    expect(childrenOf(odd, [odd])).toEqual({ official: [], unlisted: [], unknown: [] })
  })
})

describe('nests', () => {
  it('put each festival into its parent and those without one side by side', () => {
    const rows = [
      festival('house', 'street'),
      festival('town', undefined, ['street']),
      festival('street', 'town'),
      festival('sea'),
    ]
    const [town, sea, ...more] = nests(rows)
    expect(more).toEqual([])
    expect(sea?.festival.id).toBe(id('sea'))
    expect(town?.official.map((nest) => nest.festival.id)).toEqual([id('street')])
    expect(town?.official[0]?.unlisted.map((nest) => nest.festival.id)).toEqual([id('house')])
  })

  it('hold every festival exactly once and never deeper than the limit', () => {
    const name = fc.nat({ max: 15 }).map((n) => `f${n}`)
    const rows = fc.uniqueArray(
      fc.record({ name, parent: fc.option(name), children: fc.array(name, { maxLength: 4 }) }),
      {
        selector: (row) => row.name,
        maxLength: 14,
      },
    )
    fc.assert(
      fc.property(rows, (all) => {
        const known = all.map(({ name, parent, children }) => festival(name, parent ?? undefined, children))
        const found: FestivalId[] = []
        const walk = (nest: Nest<Nested>, depth: number): void => {
          expect(depth).toBeLessThanOrEqual(MAX_DEPTH)
          found.push(nest.festival.id)
          for (const child of [...nest.official, ...nest.unlisted]) {
            expect(child.festival.parent).toBe(nest.festival.id)
            walk(child, depth + 1)
          }
        }
        for (const root of nests(known)) walk(root, 1)
        expect(found.toSorted()).toEqual(names(known).toSorted())
      }),
      { numRuns: 500, seed: 42 },
    )
  })
})
