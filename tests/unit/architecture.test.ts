// The dependency rule: every import in the tree against the table in docs/architecture.md, which is the one source.

import { readFileSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Room {
  name: string
  rooms: string[]
  packages: string[]
}

const root = resolve(import.meta.dirname, '../..')
const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')

function readTable(): Room[] {
  const lines = readFileSync(join(root, 'docs/architecture.md'), 'utf8').split('\n')
  const start = lines.findIndex((line) => line.startsWith('| room |'))
  const rows: Room[] = []
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break
    const [, room = '', rooms = '', packages = ''] = line.split('|')
    rows.push({
      name: quoted(room)[0] ?? '',
      rooms: quoted(rooms),
      packages: packages
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    })
  }
  return rows
}

const table = readTable()
/** The room with the longest matching path: `src/adapters/dexie` before `src`. */
const roomOf = (path: string): Room | undefined =>
  table.filter((room) => path.startsWith(`${room.name}/`)).toSorted((a, b) => b.name.length - a.name.length)[0]

const sources = table
  .map((room) => room.name)
  .filter((name) => !name.includes('/'))
  .flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).map((file) => join(name, file)),
  )
  .filter((file) => /\.(ts|tsx)$/.test(file))

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(?:[^'"\n;]|\n(?!\s*(?:import|export)\b))*?from\s+'([^']+)'|(?<!['\w.-])import\s*\(?\s*'([^'\n]+)'/g
const importsOf = (text: string): string[] => [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

describe('the dependency rule of docs/architecture.md', () => {
  it('covers every room of the extension', () => {
    expect(table.length).toBeGreaterThan(15)
    expect(sources.length).toBeGreaterThan(100)
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([])
  })

  it('allows every import there is', () => {
    const forbidden: string[] = []
    for (const file of sources) {
      const room = roomOf(file)
      for (const specifier of importsOf(readFileSync(join(root, file), 'utf8'))) {
        if (specifier.startsWith('.')) {
          const target = roomOf(relative(root, resolve(root, dirname(file), specifier)))
          if (target !== room && !room?.rooms.includes(target?.name ?? ''))
            forbidden.push(`${file} imports ${specifier}`)
        } else if (builtinModules.includes(specifier) || !room?.packages.includes(packageOf(specifier))) {
          forbidden.push(`${file} imports ${specifier}`)
        }
      }
    }
    expect(forbidden).toEqual([])
  })

  it('has one place that signs entries, and keys for it in background alone', () => {
    const calling = (call: RegExp): string[] =>
      sources
        .filter((file) => !file.startsWith('src/testing/') && call.test(readFileSync(join(root, file), 'utf8')))
        .toSorted()
    expect(calling(/\bsignEntry\(/)).toEqual(['src/bamboo/sign.ts', 'src/log/pen.ts'])
    expect(calling(/\.signerFor\(/)).toEqual(['background/append.ts', 'background/handlers/festival.ts'])
    const keys = calling(/\bpersonaKey\(/).filter((file) => !file.startsWith('background/'))
    expect(keys).toEqual(['src/wallet/persona.ts'])
  })

  it('is pinned: every dependency has one exact version and a line in docs/dependencies.md', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >
    const documented = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
    const all = { ...manifest['dependencies'], ...manifest['devDependencies'] }
    const loose = Object.entries(all).filter(([, version]) => !/^(\d+\.\d+\.\d+|file:vendor\/.*)$/.test(version))
    expect(loose).toEqual([])
    expect(Object.keys(all).filter((name) => !documented.includes(name))).toEqual([])
  })
})
