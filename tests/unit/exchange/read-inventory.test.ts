// Things from a table.

import { describe, expect, it } from 'vitest'
import { readInventory } from '../../../src/exchange/read-inventory.ts'

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

  it('is none without a column for titles, or with quotes left open', () => {
    expect(readInventory('a,b\n1,2')).toEqual({ ok: false, error: { code: 'not-one', line: 1 } })
    expect(readInventory('')).toEqual({ ok: false, error: { code: 'not-one', line: 1 } })
    expect(readInventory('title\n"open')).toEqual({ ok: false, error: { code: 'damaged' } })
    expect(readInventory(`title\n${'x'.repeat(9_000_000)}`)).toEqual({ ok: false, error: { code: 'too-large' } })
  })
})
