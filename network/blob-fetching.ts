// Which blobs this node wants (DESIGN 4.3): thumbnails by themselves while there is room, and what somebody looks at. Read from the
// database, where rows name blobs and panels say what they look at.

import { readNaming, type NamingRow } from '../src/adapters/dexie/blob-names.ts'
import { MAX_BLOB_BYTES, readWantedBlobs } from '../src/adapters/dexie/blob-rows.ts'
import { readQuota } from '../src/adapters/dexie/quota-rows.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { NodeBlobs } from '../src/gossip/blobs/node-blobs.ts'
import type { WantedBlob } from '../src/gossip/blobs/blobs.ts'
import { DEFAULT_QUOTA } from '../src/log/limits.ts'
import { blobNames, blobOf, type BlobName } from '../src/operations/blobs.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import { MAX_BLOB, MAX_THUMBNAIL } from '../src/operations/limits.ts'
import { PART_LENGTH } from '../src/ports/blob-store.ts'

/** Changes come in a crowd: they are looked at together. */
const PAUSE_MS = 500
/** So many are wanted at once; the next ones when these are here. */
const MAX_WANTED = 512

/** What decides whether anything is fetched that nobody looks at. */
export interface Situation {
  festivals: readonly FestivalId[]
  isSparing: boolean
}

export class BlobFetching {
  readonly #db: Database
  readonly #blobs: NodeBlobs
  #isDue = true
  #lookedAt = 0
  #looking: Promise<void> | undefined

  constructor(db: Database, blobs: NodeBlobs) {
    this.#db = db
    this.#blobs = blobs
  }

  /** Rows, blobs, wishes or links changed. */
  changed(): void {
    this.#isDue = true
  }

  /** Call it about once a second. */
  tick(now: number, situation: Situation): void {
    if (!this.#isDue || this.#looking !== undefined || now - this.#lookedAt < PAUSE_MS) return
    this.#isDue = false
    this.#lookedAt = now
    // What could not be looked at is looked at when something changes again.
    this.#looking = this.#look(now, situation)
      .catch(() => undefined)
      .finally(() => (this.#looking = undefined))
  }

  /** Resolves when nothing is being read. */
  async stop(): Promise<void> {
    await this.#looking
  }

  async #look(now: number, situation: Situation): Promise<void> {
    await this.#blobs.want(await wantedBlobs(this.#db, situation, now))
    await this.#blobs.lookAgain()
    for (const row of await readWantedBlobs(this.#db, now)) {
      const isNowhere = this.#blobs.isNowhere(blobOf(row.name))
      if (isNowhere === (row.nobody === 1)) continue
      await this.#db.wantedBlobs
        .where('name')
        .equals(row.name)
        .modify((each) => {
          if (isNowhere) each.nobody = 1
          else delete each.nobody
        })
    }
  }
}

/** What is to be fetched now, what somebody looks at first. */
export async function wantedBlobs(
  db: Database,
  { festivals, isSparing }: Situation,
  now: number,
): Promise<WantedBlob[]> {
  const followed = new Set(festivals)
  const held = new Map((await db.heldBlobs.toArray()).map((row) => [row.name, row]))
  const looked = new Set((await readWantedBlobs(db, now)).map(({ name }) => name))
  const bytes = [...held.values()].reduce((sum, row) => sum + row.held, 0)
  // At the limit only what somebody looks at makes others give way; what comes by itself would only take turns.
  const isFull = bytes + MAX_BLOB > MAX_BLOB_BYTES
  const isWanted = (name: BlobName): boolean =>
    looked.has(name) || (!isSparing && !isFull && blobOf(name).size <= MAX_THUMBNAIL)
  const wanted = new Map<BlobName, WantedBlob & { festivals: FestivalId[] }>()
  const shares = new Shares(db)
  for (const naming of await readNaming(db)) {
    const { festival } = naming
    if (!followed.has(festival)) continue
    for (const name of blobNames(naming.pictures)) {
      const row = held.get(name)
      if (row === undefined && !isWanted(name)) continue
      const isWithin = await shares.take(naming, name)
      if (row?.whole === 1 || !isWithin || !isWanted(name)) continue
      const known = wanted.get(name)
      if (known !== undefined) known.festivals.push(festival)
      else {
        const parts = Math.ceil((row?.held ?? 0) / PART_LENGTH)
        wanted.set(name, { blob: blobOf(name), festivals: [festival], parts, isUrgent: looked.has(name) })
      }
    }
  }
  const all = [...wanted.values()].sort((a, b) => Number(b.isUrgent) - Number(a.isUrgent))
  return all.slice(0, MAX_WANTED)
}

/** How many bytes of blobs one author gets in one festival: as many as of entries (DESIGN 5.7). */
class Shares {
  readonly #db: Database
  readonly #left = new Map<string, number>()
  readonly #taken = new Set<string>()

  constructor(db: Database) {
    this.#db = db
  }

  /** Whether there is room for the blob; a blob that an author names twice counts once. */
  async take({ author, festival }: Pick<NamingRow, 'author' | 'festival'>, name: BlobName): Promise<boolean> {
    const key = `${festival}/${author}`
    if (this.#taken.has(`${key}/${name}`)) return true
    const left = this.#left.get(key) ?? ((await readQuota(this.#db, author, festival)) ?? DEFAULT_QUOTA).bytes
    const { size } = blobOf(name)
    if (size > left) return false
    this.#left.set(key, left - size)
    this.#taken.add(`${key}/${name}`)
    return true
  }
}
