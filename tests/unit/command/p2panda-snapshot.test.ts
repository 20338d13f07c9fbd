// The command as people run it: built, as a process of its own, on real files.

import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSnapshot } from '../../../embed/check-snapshot.ts'
import { buildCommand } from '../../../scripts/build/command.ts'
import { gardenParty } from '../../../scripts/bundles/garden-party.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'

const PARTY = resolve('examples/bundles/garden-party.p2panda')
const USAGE = 'p2panda-snapshot <file.p2panda>'
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'p2panda-snapshot-'))
  await buildCommand(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function run(...args: string[]): { code: number | null; out: string; said: string } {
  const done = spawnSync(process.execPath, [join(folder, 'p2panda-snapshot.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { code: done.status, out: done.stdout, said: done.stderr }
}

async function fileOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

/** The garden party, with a festival and an event for members. */
async function two(): Promise<{ path: string; festival: FestivalId; other: FestivalId }> {
  const store = new MemoryLogStore()
  const { ada, festival } = await gardenParty(store)
  const nonce = '00112233445566778899aabbccddeeff'
  const create = { op: 'festival.create', title: 'Another one', timezone: 'UTC', visibility: 'open', nonce } as const
  const other = await ada.begin(create)
  const time = { from: Date.UTC(2027, 5, 12), to: Date.UTC(2027, 5, 13) }
  await ada.say(festival, { op: 'event.create', title: 'Crew breakfast', audience: 'members', ...time })
  const parts: Uint8Array[] = []
  for await (const part of writeBundle(store, [{ festival, invite: 'p2panda:1:secret' }, { festival: other }]))
    parts.push(part)
  return { path: await fileOf('two.p2panda', Buffer.concat(parts)), festival, other }
}

/** A bundle in which all but one signature is right, its checksum too. */
async function forged(): Promise<Uint8Array> {
  const store = new MemoryLogStore()
  const { festival } = await gardenParty(store)
  const read = store.entries.bind(store)
  store.entries = async (log, from, to) => {
    const entries = await read(log, from, to)
    const third = entries.find(({ seqNum }) => seqNum === 3)
    if (third !== undefined) third.entry[third.entry.length - 40]! ^= 1
    return entries
  }
  const parts: Uint8Array[] = []
  for await (const part of writeBundle(store, [{ festival }])) parts.push(part)
  return Buffer.concat(parts)
}

describe('p2panda-snapshot', () => {
  it('writes the files for a web site, without what is for members and without the invite', async () => {
    const { path, festival } = await two()
    const out = join(folder, 'new', 'site')
    const { code, out: said, said: wrong } = run(path, '--festival', festival, '--out', out, '--locale', 'de')
    expect({ code, wrong }).toEqual({ code: 0, wrong: '' })
    expect(said).toContain('events 1, things and places 0')
    const names = await readdir(out)
    expect(names).toHaveLength(7)
    for (const name of names) {
      const bytes = await readFile(join(out, name))
      expect(bytes.includes('Crew breakfast') || bytes.includes('p2panda:1:secret'), name).toBe(false)
    }
    const snapshot = await readFile(join(out, 'programme.p2panda'))
    const checked = await checkSnapshot(new Uint8Array(snapshot), festival, Date.UTC(2026, 11, 1))
    if (!checked.ok) expect.fail(checked.code)
    expect(checked.value.items.event.map(({ title, confirmation: { granted } }) => [title, granted])).toEqual([
      ['Open-air cinema', 2],
      ['Pancake breakfast', 0],
    ])
    const page = await readFile(join(out, 'programme.html'), 'utf8')
    expect(page).toContain('<html lang="de">')
    expect(page).toContain('Open-air cinema')
    expect(page).toContain('The big lawn')
  })

  it('needs no choice where there is none, and says which there are where there is one', async () => {
    expect(run(PARTY, '--out', join(folder, 'one')).code).toBe(0)
    expect((await stat(join(folder, 'one', 'README.txt'))).size).toBeGreaterThan(0)
    const { path, festival, other } = await two()
    const { code, said } = run(path, '--out', join(folder, 'none'))
    expect(code).toBe(2)
    expect(said).toContain(`--festival ${festival}  Garden party at Ada’s`)
    expect(said).toContain(`--festival ${other}  Another one`)
    await expect(stat(join(folder, 'none'))).rejects.toThrow()
  })

  it('says how it is called', () => {
    const cases: [string[], string][] = [
      [[], USAGE],
      [[PARTY, PARTY], 'Name one file.'],
      [[PARTY, '--colour'], '--colour'],
      [[PARTY, '--locale', 'xx'], 'There is no “xx”, only en and de.'],
      [[PARTY, '--festival', 'nonsense'], 'is no id of a festival'],
    ]
    for (const [args, words] of cases) expectEnding(args, 2, words)
    expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining(USAGE) as string })
  })

  it('says in a sentence what is wrong with a file, and writes nothing', async () => {
    const whole = await readFile(PARTY)
    const changed = Buffer.from(whole)
    changed[5000]! ^= 1
    const elsewhere = `0040${'5a'.repeat(64)}`
    const taken = await fileOf('a-file', 'x')
    const out = join(folder, 'nothing')
    const cases: [string[], string][] = [
      [[PARTY, '--festival', elsewhere, '--out', out], 'has nothing of that festival'],
      [[join(folder, 'missing.p2panda'), '--out', out], 'can not be read: ENOENT'],
      [[resolve('package.json'), '--out', out], 'is not a file of p2panda'],
      [[await fileOf('cut', whole.subarray(0, 4000)), '--out', out], 'ends too early'],
      [[await fileOf('flipped', changed), '--out', out], 'was changed or damaged'],
      [[await fileOf('forged', await forged()), '--out', out], 'was not signed by who it says'],
      [[PARTY, '--out', join(taken, 'below')], 'Nothing can be written into'],
    ]
    for (const [args, words] of cases) expectEnding(args, 1, words)
    await expect(stat(out)).rejects.toThrow()
  })
})

/** A sentence for people, and no stack of our own functions. */
function expectEnding(args: string[], code: number, words: string): void {
  const done = run(...args)
  expect(done, args.join(' ')).toMatchObject({ code, out: '', said: expect.stringContaining(words) as string })
  expect(done.said, args.join(' ')).not.toMatch(/\n\s+at /)
}
