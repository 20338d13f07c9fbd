// What the throughput of the group `mesh` is made of, inside a page of the extension: a data channel as it is, and the
// gossip of a node over another one like it, with the product's own verification and database on the receiving side.
import { DexieBlobStore } from '../src/adapters/dexie/dexie-blob-store.ts'
import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import { Database } from '../src/adapters/dexie/schema.ts'
import { cryptoRandom } from '../src/adapters/web/crypto-random.ts'
import { systemClock } from '../src/adapters/web/system-clock.ts'
import { createVerifierPool } from '../src/adapters/web/verifier-pool.ts'
import { PcBudget } from '../src/adapters/webrtc/pc-budget.ts'
import { WebRtcDialer } from '../src/adapters/webrtc/webrtc-dialer.ts'
import { prepareHashing, toHex, yamfHash } from '../src/bamboo/index.ts'
import { gossipStore, type GossipStore } from '../src/gossip/gossip-store.ts'
import { GossipNode } from '../src/gossip/node.ts'
import { topicKeyOf } from '../src/gossip/topic.ts'
import type { Step } from '../src/log/publication.ts'
import { publish } from '../src/log/publish.ts'
import type { BlobId, Operation } from '../src/operations/operation.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Link, PendingLink } from '../src/ports/link.ts'
import { MemoryBlobStore } from '../src/testing/memory-blob-store.ts'
import { MemoryLocks } from '../src/memory/memory-locks.ts'
import { MemoryLogStore } from '../src/memory/memory-log-store.ts'
import { randomSigner } from '../src/memory/memory-signer.ts'

/** As the gossip sends them. */
const FRAME_BYTES = 16_384
/** More is not handed to the channel while so much waits in it. */
const FULL_BYTES = 65_536
const ENTRIES_AT_ONCE = 100

const dialer = new WebRtcDialer({ iceServers: () => [], budget: new PcBudget(400) })
const verifier = createVerifierPool()
const store = new MemoryLogStore()
let pending: PendingLink | undefined
let node: GossipNode | undefined
let finished: Promise<number> = Promise.resolve(0)

export async function offer(): Promise<number[]> {
  pending = dialer.offer()
  return [...((await pending.description) ?? [])]
}

export async function answer(blob: number[]): Promise<number[]> {
  pending = dialer.answer(Uint8Array.from(blob))
  return [...((await pending.description) ?? [])]
}

export function accept(blob: number[]): boolean {
  return pending?.accept(Uint8Array.from(blob)) ?? false
}

async function link(): Promise<Link> {
  const opened = await pending?.opened
  if (opened?.ok !== true) throw new Error('no link')
  return opened.value
}

/** Waits for so many bytes on the open link; `done` gives the milliseconds from the first message to the last. */
export async function countBytes(bytes: number): Promise<void> {
  const open = await link()
  finished = new Promise((resolve) => {
    let got = 0
    let startedAt = 0
    open.onMessage = (message) => {
      if (got === 0) startedAt = performance.now()
      got += message.length
      if (got < bytes) return
      resolve(performance.now() - startedAt)
      open.close()
    }
  })
}

export async function sendBytes(bytes: number): Promise<void> {
  const open = await link()
  const frame = crypto.getRandomValues(new Uint8Array(FRAME_BYTES))
  let left = bytes
  const pump = (): void => {
    while (left > 0 && open.buffered <= FULL_BYTES) {
      open.send(frame)
      left -= FRAME_BYTES
    }
  }
  open.onDrain = pump
  pump()
}

/** What waits for a link. */
export interface Written {
  festival: FestivalId
  /** One more than was asked for: the festival's own. */
  entries: number
  /** In all of them, each with its signature, links and payload. */
  bytes: number
}

/** A festival with so many entries, each with so many bytes of the text. */
export async function write(entries: number, textBytes: number, text: string): Promise<Written> {
  await prepareHashing()
  const ports = {
    store,
    signer: await randomSigner(cryptoRandom),
    locks: new MemoryLocks(),
    random: cryptoRandom,
    clock: systemClock,
  }
  const append = async (festival: FestivalId | 'new', steps: Step[]): Promise<FestivalId> => {
    const written = await publish(ports, { festival, steps, value: (receipts) => receipts })
    const [first] = written.ok ? written.value : []
    if (first === undefined) throw new Error('nothing was written')
    return festival === 'new' ? first.id : festival
  }
  const nonce = '00'.repeat(16)
  const timezone = 'Europe/Berlin'
  const festival = await append('new', [
    () => ({ v: 1, op: 'festival.create', at: Date.now(), title: 'Bench', timezone, visibility: 'open', nonce }),
  ])
  for (let made = 0; made < entries; made += ENTRIES_AT_ONCE) {
    const steps = Array.from(
      { length: ENTRIES_AT_ONCE },
      (_, index): Step =>
        () =>
          longEvent(made + index, textBytes, text),
    )
    await append(festival, steps)
  }
  const [log] = await store.logs(festival)
  return { festival, entries: log?.seqNum ?? 0, bytes: log?.bytes ?? 0 }
}

/** What follows in the text, which begins again far behind what a message holds. */
function longEvent(number: number, textBytes: number, text: string): Operation {
  const start = (number * textBytes) % (text.length - textBytes)
  const description = text.slice(start, start + textBytes)
  return { v: 1, op: 'event.create', at: Date.now(), title: `Event ${number}`, from: 0, to: 3_600_000, description }
}

/** Offers what was written to whoever is at the other end of the link. */
export async function serve(festival: FestivalId): Promise<void> {
  await start(
    new GossipNode({ store: gossipStore(store, verifier), clock: systemClock, random: cryptoRandom }),
    festival,
  )
}

/** Takes the festival in, into an empty database; `done` gives the milliseconds until so many entries are stored. */
export async function take(festival: FestivalId, entries: number): Promise<void> {
  await prepareHashing()
  const db = new Database(`bench-${crypto.randomUUID()}`)
  await db.open()
  const dexie = new DexieLogStore(db)
  const startedAt = performance.now()
  finished = new Promise((resolve) => {
    const door = gossipStore(dexie, verifier)
    const ingest: GossipStore['ingest'] = async (topic, batch) => {
      const report = await door.ingest(topic, batch)
      if ((report.head?.seqNum ?? 0) >= entries) resolve(performance.now() - startedAt)
      return report
    }
    const ports = { store: { ...door, ingest }, clock: systemClock, random: cryptoRandom }
    void start(new GossipNode(ports), festival)
  })
  void finished.then(() => db.delete())
}

/** Offers a picture of so many bytes to whoever is at the other end of the link. */
export async function show(festival: FestivalId, size: number): Promise<BlobId> {
  await prepareHashing()
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at += FULL_BYTES) crypto.getRandomValues(bytes.subarray(at, at + FULL_BYTES))
  const blob = { hash: toHex(yamfHash(bytes)), size }
  const blobs = new MemoryBlobStore()
  blobs.name(festival, blob)
  await blobs.put(blob, bytes)
  const ports = { store: gossipStore(new MemoryLogStore(), verifier), blobs, clock: systemClock, random: cryptoRandom }
  await start(new GossipNode(ports), festival)
  return blob
}

/** Fetches it into an empty database; `done` gives the milliseconds from asking, over a link that is there, to holding it. */
export async function look(festival: FestivalId, blob: BlobId): Promise<void> {
  await prepareHashing()
  const db = new Database(`bench-${crypto.randomUUID()}`)
  await db.open()
  const blobs = new DexieBlobStore(db, systemClock)
  const ports = { store: gossipStore(new MemoryLogStore(), verifier), blobs, clock: systemClock, random: cryptoRandom }
  finished = new Promise((resolve) => {
    let startedAt = 0
    const onPeers = (): void => {
      if (startedAt > 0 || fresh.peersOf(festival) === 0) return
      startedAt = performance.now()
      void fresh.blobs.want([{ blob, festivals: [festival], parts: 0, isUrgent: true }])
    }
    const fresh = new GossipNode(ports, { onPeers, onBlob: () => resolve(performance.now() - startedAt) })
    void start(fresh, festival)
  })
  void finished.then(() => db.delete())
}

async function start(fresh: GossipNode, festival: FestivalId): Promise<void> {
  node?.close(true)
  node = fresh
  const timer = setInterval(() => (node === fresh ? fresh.tick() : clearInterval(timer)), 100)
  fresh.setTopics([{ festival, key: topicKeyOf(festival) }])
  await fresh.idle()
  fresh.addLink(await link())
}

/** Milliseconds of what was begun last. */
export function done(): Promise<number> {
  return finished
}
