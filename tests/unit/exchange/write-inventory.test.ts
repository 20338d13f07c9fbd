// The things of a festival as a table.

import { describe, expect, it } from 'vitest'
import { planInventory } from '../../../src/exchange/plan-inventory.ts'
import { readInventory } from '../../../src/exchange/read-inventory.ts'
import { writeInventoryCsv } from '../../../src/exchange/write-inventory.ts'
import type { Audience, Operation } from '../../../src/operations/operation.ts'
import { key, resourceCreate, retire, Rows } from '../festival/story.ts'

type Log = [string, Operation][]

function write(ada: Log, audience: Audience = 'public'): string | undefined {
  const { resources } = new Rows().add('ada', 1, ada)
  return writeInventoryCsv({ resources: resources.values(), nameOf: () => 'Ada' }, audience)
}

const HOME = { type: 'address', street: 'Weg 1', postcode: '04229', city: 'Leipzig', note: 'Keller' } as const

describe('things as a table', () => {
  it('have a row each, by title, and cells that no spreadsheet computes', () => {
    const table = write([
      ['Stools', resourceCreate({ title: 'Stools', capacity: 30, tags: ['wood', 'old'], location: HOME })],
      ['Sum', resourceCreate({ title: '=SUM(A1)', kind: 'skill', description: 'a "b", c' })],
    ])
    expect(table?.split('\r\n')).toEqual([
      '\ufefftitle,kind,quantity,place,address,tags,description,owner',
      `'=SUM(A1),skill,1,,,,"a ""b"", c",Ada`,
      'Stools,thing,30,Keller,"Weg 1, 04229 Leipzig","wood; old",,Ada',
      '',
    ])
  })

  it('say where things are, however their owners said it', () => {
    const at = (title: string, location: NonNullable<Parameters<typeof resourceCreate>[0]>['location']) =>
      [title, resourceCreate({ title, ...(location === undefined ? {} : { location }) })] as [string, Operation]
    const read = readInventory(
      write([
        at('a', { type: 'gps', lat: 524_900_000, lon: -134_200_000 }),
        at('b', { type: 'url', url: 'https://room.example/' }),
        at('c', { type: 'space', x: 1, y: -2, z: 0, world: 'Moon' }),
        at('d', undefined),
      ]) ?? '',
    )
    expect(read.ok && read.value.items.map(({ location }) => location)).toEqual([
      { type: 'address', note: '52.49, -13.42' },
      { type: 'address', note: 'https://room.example/' },
      { type: 'address', note: 'Moon 1 / -2 / 0' },
      undefined,
    ])
  })

  it('leave out what is for members unless they ask, and what is not lent any more', () => {
    const log: Log = [
      ['Open', resourceCreate({ title: 'Open' })],
      ['Crew', resourceCreate({ title: 'Crew', audience: 'members' })],
      ['Gone', resourceCreate({ title: 'Gone' })],
      ['-', retire('Gone')],
    ]
    expect(write(log)).not.toContain('Crew')
    expect(write(log, 'members')).toContain('Crew')
    expect(write(log, 'members')).not.toContain('Gone')
    expect(write(log.slice(1, 2))).toBeUndefined()
  })

  it('are there already when the table is taken over where it was made', () => {
    const rows = new Rows().add('ada', 1, [
      ['Stools', resourceCreate({ title: 'Stools', capacity: 30 })],
      ['Hall', resourceCreate({ title: "'=Hall", kind: 'place' })],
    ])
    const resources = [...rows.resources.values()]
    const read = readInventory(writeInventoryCsv({ resources, nameOf: () => '' }, 'public') ?? '')
    expect(read.ok && planInventory(read.value.items, { me: key('ada'), resources })).toMatchObject([
      { item: { title: "'=Hall", kind: 'place' }, state: 'there' },
      { item: { title: 'Stools', quantity: 30 }, state: 'there' },
    ])
  })
})
