// Names of saved files: what somebody calls a festival becomes a name that every file system takes.

import { describe, expect, it } from 'vitest'
import { fileNameOf } from '../../../options/data/file-name.ts'

describe('the name of a saved festival', () => {
  it.each([
    ['Panda Camp', 'Panda Camp.p2panda'],
    ['Straßenfest: Süd / Nord', 'Straßenfest Süd Nord.p2panda'],
    ['../../etc/passwd', 'etc passwd.p2panda'],
    ['.hidden.', 'hidden.p2panda'],
    ['fest\u202Egnp.exe', 'fest gnp.exe.p2panda'],
    ['a\n\tb\u0000c', 'a b c.p2panda'],
    ['<b>"?*|</b>', 'b b.p2panda'],
    ['', 'festival.p2panda'],
    ['...', 'festival.p2panda'],
    ['🐼'.repeat(100), `${'🐼'.repeat(60)}.p2panda`],
  ])('of “%s” is “%s”', (title, name) => {
    expect(fileNameOf(title)).toBe(name)
  })
})
