// Things from a table.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readProgramme } from '../../../src/exchange/read-programme.ts'
import { writeProgrammeCsv } from '../../../src/exchange/write-csv.ts'
import { readInventory } from '../../../src/exchange/read-inventory.ts'
import { event, programme } from './programmes.ts'

describe('an inventory', () => {
  it('is read by the names of its columns, in English or German, in any order', () => {
    expect(
      readInventory(
        'Anzahl;Titel;Art;Ort;Adresse;Tags;Beschreibung\n30;Stühle;;Keller;Weg 1;Möbel, Holz;rot\n;Saal;Raum;;;;',
      ),
    ).toEqual({
      ok: true,
      value: {
        items: [
          {
            line: 2,
            title: 'Stühle',
            kind: 'thing',
            quantity: 30,
            location: { type: 'address', street: 'Weg 1', note: 'Keller' },
            tags: ['Möbel', 'Holz'],
            description: 'rot',
          },
          { line: 3, title: 'Saal', kind: 'place', quantity: 1, tags: [] },
        ],
        problems: [],
      },
    })
  })

  it('says by line what can not be, and keeps the rest', () => {
    const text =
      'title,kind,quantity\nBeamer,thing,1\n,thing,1\nCat,animal,1\nMany,thing,99999\nHalf,thing,0.5\nNone,thing,0\n"two\nlines",,2\n'
    const read = readInventory(text)
    expect(read).toMatchObject({
      value: {
        items: [{ title: 'Beamer' }, { title: 'two lines', line: 8, quantity: 2 }],
        problems: [
          { code: 'no-title', line: 3 },
          { code: 'wrong-kind', line: 4, title: 'Cat' },
          { code: 'wrong-quantity', line: 5, title: 'Many' },
          { code: 'wrong-quantity', line: 6, title: 'Half' },
          { code: 'wrong-quantity', line: 7, title: 'None' },
        ],
      },
    })
  })

  it('is no table of a programme', () => {
    const table = writeProgrammeCsv(programme([event('a')]))
    expect(readInventory(table)).toEqual({ ok: false, error: { code: 'not-one', line: 1 } })
  })

  it('is none without a column for titles, or with quotes left open', () => {
    expect(readInventory('a,b\n1,2')).toEqual({ ok: false, error: { code: 'not-one', line: 1 } })
    expect(readInventory('')).toEqual({ ok: false, error: { code: 'not-one', line: 1 } })
    expect(readInventory('title\n"open')).toEqual({ ok: false, error: { code: 'damaged' } })
    expect(readInventory(`title\n${'x'.repeat(9_000_000)}`)).toEqual({ ok: false, error: { code: 'too-large' } })
  })
})

describe('the files to try', () => {
  const file = (name: string): string =>
    readFileSync(new URL(`../../../examples/files/${name}`, import.meta.url), 'utf8')

  it('are what they are said to be', () => {
    expect(readInventory(file('things.csv'))).toMatchObject({ value: { items: { length: 4 }, problems: [] } })
    expect(readProgramme(file('programme.ics'), { zone: 'Europe/Berlin' })).toMatchObject({
      value: {
        data: { events: [{ title: 'Choir' }, { title: 'Night cinema' }, { title: 'Choir' }] },
        problems: [{ code: 'no-length', line: 22, title: 'Doors open' }],
      },
    })
  })
})
