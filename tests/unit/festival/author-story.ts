// An author with several logs, written as names and operations, and what is true when some of it is held.

import { foldAuthor } from '../../../src/festival/fold-author.ts'
import { readAuthor, type AuthorEntry, type AuthorReading } from '../../../src/festival/read-author.ts'
import type { ViewRows } from '../../../src/festival/view-rows.ts'
import type { EntryHash, ObjectId } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { FESTIVAL, festivalJoin, grant, id, key, resourceCreate, revoke } from './story.ts'

/** What somebody holds: absent means everything, without payloads that are missing, and no fork proof. */
export interface Holding {
  /** Entries held by log. */
  readonly upTo?: Readonly<Record<string, number>>
  readonly forks?: Readonly<Record<string, number>>
  /** Names of entries whose payload is not held. */
  readonly missing?: readonly string[]
}

export interface Truth {
  readonly reading: AuthorReading
  readonly rows: ViewRows
  /** The states of answers by name. */
  readonly answers: Readonly<Record<string, string>>
  /** The states of claims by name. */
  readonly claims: Readonly<Record<string, string>>
  /** The logs in which an object lived, by letter, and whether it is incomplete. */
  home(object: string): string
}

/** Logs have letters, entries have names that say nothing, and ids come from the names. */
export class AuthorStory {
  readonly #logs = new Map<string, { name: string; op: Operation | 'newer' }[]>()
  readonly #author: string

  constructor(author = 'ada') {
    this.#author = author
  }

  /** Puts an entry at the end of a log; a log begins with its join, called by its letter and 1. */
  says(log: string, name: string, op: Operation | 'newer'): this {
    this.#log(log).push({ name, op })
    return this
  }

  /** Begins a log with something else than a join. */
  begins(log: string, name: string, op: Operation): this {
    this.#logs.set(log, [{ name, op }])
    return this
  }

  resource(log: string, name: string, capacity = 1): this {
    return this.says(log, name, resourceCreate({ capacity }))
  }

  /** A grant for a request of the same name as the answer, in an interval that all of them want. */
  grants(log: string, name: string, resource = 'R', from = 0, to = 10): this {
    return this.says(log, name, grant(`q${name}`, resource, from, to))
  }

  revokes(log: string, name: string, answer: string): this {
    return this.says(log, name, revoke(answer))
  }

  retracts(log: string, name: string, entry: string): this {
    return this.says(log, name, { v: 1, op: 'retract', at: 1, entry: id(entry) })
  }

  /** A claim on another log up to a head, by default the one that is there. */
  continues(log: string, name: string, other: string, seqNum: number, hash?: string): this {
    const head = { seqNum, hash: hash === undefined ? this.idAt(other, seqNum) : id(hash) }
    const named = { author: key(this.#author), logId: logIdOf(other) }
    return this.says(log, name, { v: 1, op: 'log.continue', at: 1, log: named, head })
  }

  idAt(log: string, seqNum: number): EntryHash {
    return id(this.#log(log)[seqNum - 1]?.name ?? `${log} later ${seqNum}`)
  }

  /** What is true for somebody who holds this. */
  seen({ upTo = {}, forks = {}, missing = [] }: Holding = {}): Truth {
    const letters = [...this.#logs.keys()].filter((letter) => upTo[letter] !== 0)
    const reading = readAuthor(
      letters.map((letter, index) => {
        const last = Math.min(upTo[letter] ?? Number.POSITIVE_INFINITY, (forks[letter] ?? Number.POSITIVE_INFINITY) - 1)
        const entries = this.#log(letter)
          .map((entry, at) => entryOf(entry, at + 1, missing))
          .filter(({ seqNum, id: hash }) => seqNum <= last || hash === FESTIVAL)
        const log = { id: index + 1, author: key(this.#author), festival: FESTIVAL, logId: logIdOf(letter), entries }
        return forks[letter] === undefined ? log : { ...log, forkedAt: forks[letter] }
      }),
    )
    return this.#truth(reading, letters)
  }

  #truth(reading: AuthorReading, letters: readonly string[]): Truth {
    const rows = foldAuthor(reading, () => 0)
    const names = new Map<string, string>()
    for (const log of this.#logs.values()) for (const { name } of log) names.set(id(name), name)
    const named = (hash: string): string => names.get(hash) ?? hash
    return {
      reading,
      rows,
      answers: Object.fromEntries([...rows.answers.values()].map((row) => [named(row.id), row.state])),
      claims: Object.fromEntries(reading.claims.map(({ entry, state }) => [named(entry), state])),
      home: (object) => {
        const row = rows.resources.get(id(object)) ?? rows.events.get(id(object)) ?? rows.festivals.get(id(object))
        if (row === undefined) return 'nowhere'
        const lived = (row.stays ?? [row]).map(({ log }) => letters[log - 1]).join('')
        return row.incomplete ? `${lived}?` : lived
      },
    }
  }

  #log(letter: string): { name: string; op: Operation | 'newer' }[] {
    const log = this.#logs.get(letter) ?? [{ name: `${letter}1`, op: festivalJoin() }]
    this.#logs.set(letter, log)
    return log
  }
}

function entryOf(
  { name, op }: { name: string; op: Operation | 'newer' },
  seqNum: number,
  missing: readonly string[],
): AuthorEntry {
  const hash: ObjectId = id(name)
  if (missing.includes(name)) return { seqNum, id: hash, content: { kind: 'missing' } }
  return { seqNum, id: hash, content: op === 'newer' ? { kind: 'newer' } : { kind: 'operation', op } }
}

function logIdOf(letter: string): bigint {
  return BigInt(letter.codePointAt(0) ?? 0)
}
