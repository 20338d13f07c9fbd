// The zip writer is checked by reading its files back with an independent reader of the format.
import { describe, expect, it } from 'vitest'
import { zip } from '../../../scripts/build/zip.ts'
import { textsOf, unzip } from '../../unzip.ts'

describe('zip', () => {
  it('packs what an independent reader unpacks', () => {
    const files = { 'manifest.json': '{}', 'popup/größe.js': 'x'.repeat(100_000), empty: '' }
    const entries = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }))
    expect(textsOf(unzip(zip(entries)))).toEqual(files)
    expect(textsOf(unzip(zip([])))).toEqual({})
  })

  it('gives the same bytes whatever the order of the entries', () => {
    const entries = ['b', 'a', 'c/d'].map((name) => ({ name, content: Buffer.from(name) }))
    expect(zip(entries)).toEqual(zip(entries.toReversed()))
  })
})
