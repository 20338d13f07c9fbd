// Personas of the same words that are found again (decision 0031): after a restore from words alone only the main one is known;
// others are recognised by their logs, in whatever festival they come from others.

import { atOnce } from '../src/adapters/dexie/at-once.ts'
import { isRetired, personasIn, readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import { readSetting, writeSetting, type Settings } from '../src/adapters/dexie/settings.ts'
import { followPersonas } from '../src/adapters/dexie/standings.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Context } from './context.ts'
import { noteFound } from './follow.ts'
import { publicKeysOf } from './wallet-keys.ts'

/** How many personas of the words are looked for, the main one included. */
export const LOOKED_FOR = 20

type Candidates = NonNullable<Settings['candidates']>['personas']

/** Adopts personas of these words that have logs in festivals. Made once per worker. */
export class PersonaFinder {
  readonly #context: Context
  /** By festival: the newest log of all festivals when it was looked at, so that a change that brings no log costs one question. */
  readonly #lookedAt = new Map<FestivalId, number>()

  constructor(context: Context) {
    this.#context = context
  }

  /** Doing it again changes nothing. */
  async look(festivals: readonly FestivalId[]): Promise<void> {
    const [newest = 0] = await this.#context.db.logs.orderBy(':id').reverse().limit(1).primaryKeys()
    for (const festival of festivals) {
      if (this.#lookedAt.get(festival) === newest) continue
      if (await findIn(this.#context, festival)) this.#lookedAt.set(festival, newest)
    }
  }
}

/** False when the wallet has to be open first. */
async function findIn(context: Context, festival: FestivalId): Promise<boolean> {
  const [membership, all] = [await readMembership(context.db, festival), await candidates(context)]
  if (membership === undefined || all === undefined) return false
  const known = personasIn(membership)
  const strangers = all.filter(({ publicKey }) => !known.includes(publicKey))
  const found = await withLogs(context, festival, strangers)
  return found.length === 0 || adopt(context, festival, found)
}

/** The public keys of the first personas of the wallet; undefined while it is locked and they were never looked up. */
async function candidates({ db, wallet }: Context): Promise<Candidates | undefined> {
  const main = await wallet.persona()
  if (main === undefined) return undefined
  const known = await readSetting(db, 'candidates')
  if (known?.of === main) return known.personas
  if ((await wallet.state()) !== 'open') return undefined
  const indices = Array.from({ length: LOOKED_FOR }, (_, index) => index)
  const personas = await publicKeysOf(await wallet.entropy(), indices)
  await writeSetting(db, 'candidates', { of: main, personas })
  return personas
}

async function withLogs({ db }: Context, festival: FestivalId, personas: Candidates): Promise<Candidates> {
  const logs = await db.transaction('r', db.logs, () =>
    atOnce(personas.map(({ publicKey }) => db.logs.where('[festival+author]').equals([festival, publicKey]).count())),
  )
  return personas.filter((_, index) => (logs[index] ?? 0) > 0)
}

async function adopt(context: Context, festival: FestivalId, found: Candidates): Promise<boolean> {
  const { db, wallet } = context
  const mine = await readPersonaKeys(db)
  if (found.some(({ publicKey }) => !mine.includes(publicKey))) {
    const added = await wallet.restore({ entropy: await wallet.entropy(), personas: found })
    // Locked meanwhile: it is looked at again with the next change.
    if (!added.ok) return false
    // What waits for them is known only now.
    await followPersonas(db)
  }
  const keys = found.map(({ publicKey }) => publicKey)
  const active = []
  for (const key of keys) if (!(await isRetired(db, key))) active.push(key)
  await noteFound(context, festival, { keys, active })
  return true
}
