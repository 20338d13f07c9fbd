// Fetching and serving blobs over all links of a node (docs/protocol-gossip.md, Blobs): each is asked for from one neighbour at a time,
// from the next one when that one lacks it, goes or says nothing, at the part where it broke off. A state machine like `Sync`: no
// clock, no store, no socket. What is not asked for is dropped, and what peers ask for is looked up by the node.

import { SLEEP_JUMP_MS } from '../keepalive.ts'
import type { LinkId } from '../fetches.ts'
import { blobName, type BlobName } from '../../operations/blobs.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { BlobId } from '../../operations/operation.ts'
import type { PartOutcome } from '../../ports/blob-store.ts'
import type { AnyBlobMessage, BlobMessage } from './blob-messages.ts'
import { BlobPeer, type ServingBlob } from './blob-peer.ts'

/** A full disk is tried again after this time. */
const STORAGE_PAUSE_MS = 60_000
/** What the store will not take is asked for again after this time, if it is still wanted. */
const MISPLACED_PAUSE_MS = 5_000

/** A blob that this node wants to hold. */
export interface WantedBlob {
  blob: BlobId
  /** The topics in which it may be asked for: something that counts there names it. */
  festivals: readonly FestivalId[]
  /** How many parts are here already. */
  parts: number
  /** Somebody looks at it. */
  isUrgent: boolean
}

interface Fetch extends WantedBlob {
  /** Who is asked. */
  link?: LinkId
  /** Who sent all parts that are here; undefined when several did, or when they were here before. */
  sole?: LinkId
  /** The parts of several were wrong together: from now on all come from one, so that it is known who lies. */
  isSuspicious: boolean
  pausedUntil: number
}

export class Blobs {
  readonly #peers = new Map<LinkId, BlobPeer>()
  /** What is wanted, most urgent first. */
  #fetches = new Map<BlobName, Fetch>()
  #pausedUntil = 0
  #tickedAt = Number.POSITIVE_INFINITY

  share(link: LinkId, festival: FestivalId, slot: number, now: number): void {
    const peer = this.#peers.get(link) ?? new BlobPeer(now)
    this.#peers.set(link, peer)
    peer.slots.set(festival, slot)
    this.#plan(now)
  }

  unshare(link: LinkId, festival: FestivalId): void {
    this.#peers.get(link)?.unshare(festival)
  }

  removeLink(link: LinkId, now: number): void {
    if (!this.#peers.delete(link)) return
    for (const fetch of this.#fetches.values()) if (fetch.link === link) delete fetch.link
    this.#plan(now)
  }

  /** These blobs and no others are wanted from now on. */
  want(wanted: readonly WantedBlob[], now: number): void {
    const before = this.#fetches
    const ordered = [...wanted.filter(({ isUrgent }) => isUrgent), ...wanted.filter(({ isUrgent }) => !isUrgent)]
    this.#fetches = new Map(
      ordered.map((each) => {
        const known = before.get(blobName(each.blob))
        // What is known here is newer than what was read from the disk.
        const state = known ?? { isSuspicious: false, pausedUntil: 0 }
        return [blobName(each.blob), { ...state, ...each, ...(known === undefined ? {} : { parts: known.parts }) }]
      }),
    )
    for (const [name, { link }] of before) {
      if (link !== undefined && !this.#fetches.has(name)) this.#peers.get(link)?.forget(name)
    }
    this.#plan(now)
  }

  /** Whether nobody who is there has the blob, as far as they said. */
  isNowhere(blob: BlobId, now: number): boolean {
    const fetch = this.#fetches.get(blobName(blob))
    if (fetch === undefined || fetch.link !== undefined) return false
    const peers = [...this.#peers.values()].filter((peer) => peer.shares(fetch.festivals) !== undefined)
    return peers.every((peer) => peer.lacks(blobName(blob), now))
  }

  /** A message came; gives the part in it that is to be stored, if any. */
  message(link: LinkId, festival: FestivalId, message: AnyBlobMessage, now: number): BlobMessage | undefined {
    const peer = this.#peers.get(link)
    if (peer === undefined) return undefined
    const name = blobName(message.blob)
    switch (message.type) {
      case 'want-blob':
        peer.serve({ festival, blob: message.blob, part: message.part })
        return undefined
      case 'blob-state':
        // Of what was never wanted nothing is remembered.
        if (!this.#fetches.has(name)) return undefined
        peer.said(name, message.isHere, now)
        if (!message.isHere) this.#stop(name, link)
        this.#plan(now)
        return undefined
      case 'blob': {
        const isNext = this.#fetches.get(name)?.link === link && peer.takes(name, message.part, now)
        return isNext ? message : undefined
      }
    }
  }

  /** How storing a part went; `full`: there was no room for it. True when the bytes of the link are not what the hash says. */
  stored(
    link: LinkId,
    { blob, part }: Pick<BlobMessage, 'blob' | 'part'>,
    outcome: PartOutcome | 'full',
    now: number,
  ): boolean {
    const fetch = this.#fetches.get(blobName(blob))
    if (outcome === 'whole') this.held(blob, now)
    if (fetch === undefined || outcome === 'whole') return false
    if (part === 0) fetch.sole = link
    else if (fetch.sole !== link) delete fetch.sole
    if (outcome === 'more') {
      fetch.parts = part + 1
      return false
    }
    const isLie = outcome === 'wrong' && fetch.sole === link
    if (outcome === 'wrong' && !isLie) fetch.isSuspicious = true
    if (outcome === 'full') this.#pausedUntil = now + STORAGE_PAUSE_MS
    else fetch.parts = 0
    if (outcome === 'misplaced') fetch.pausedUntil = now + MISPLACED_PAUSE_MS
    this.#stop(blobName(blob), link)
    this.#plan(now)
    return isLie
  }

  /** The blob is here, wherever it came from: whoever asked for it is told. */
  held(blob: BlobId, now: number): void {
    const name = blobName(blob)
    const link = this.#fetches.get(name)?.link
    if (link !== undefined) this.#peers.get(link)?.forget(name)
    this.#fetches.delete(name)
    for (const peer of this.#peers.values()) peer.arrived(blob)
    this.#plan(now)
  }

  /** What peers asked for and was not here when they did. */
  get awaited(): ServingBlob[] {
    const all = [...this.#peers.values()].flatMap((peer) => peer.awaited)
    return [...new Map(all.map((each) => [`${each.festival} ${blobName(each.blob)}`, each])).values()]
  }

  nextControl(link: LinkId, now: number): AnyBlobMessage | undefined {
    return this.#peers.get(link)?.nextControl(now)
  }

  /** The part that the link is to be sent next. */
  nextServing(link: LinkId): ServingBlob | undefined {
    return this.#peers.get(link)?.nextServing()
  }

  served(link: LinkId, serving: ServingBlob, isSent: boolean): void {
    this.#peers.get(link)?.served(serving, isSent)
  }

  tick(now: number): void {
    const hasSlept = now - this.#tickedAt >= SLEEP_JUMP_MS
    this.#tickedAt = now
    for (const [link, peer] of this.#peers) {
      if (hasSlept) peer.woke(now)
      for (const name of peer.takeStalled(now)) this.#stop(name, link)
    }
    this.#plan(now)
  }

  /** The link is not asked for the blob any more. */
  #stop(name: BlobName, link: LinkId): void {
    this.#peers.get(link)?.forget(name)
    const fetch = this.#fetches.get(name)
    if (fetch?.link === link) delete fetch.link
  }

  /** Asks for as much as the links have room for. */
  #plan(now: number): void {
    if (now < this.#pausedUntil) return
    for (const [name, fetch] of this.#fetches) {
      if (fetch.link !== undefined || now < fetch.pausedUntil) continue
      const found = this.#leastBusy(name, fetch, now)
      if (found === undefined) continue
      const isAnew = fetch.isSuspicious && fetch.sole !== found.link
      fetch.link = found.link
      found.peer.ask(found.festival, fetch.blob, isAnew ? 0 : fetch.parts, now)
    }
  }

  #leastBusy(
    name: BlobName,
    { festivals, isUrgent }: Fetch,
    now: number,
  ): { link: LinkId; peer: BlobPeer; festival: FestivalId } | undefined {
    let best: { link: LinkId; peer: BlobPeer; festival: FestivalId } | undefined
    for (const [link, peer] of this.#peers) {
      if (best !== undefined && best.peer.load <= peer.load) continue
      const festival = peer.topicFor(name, festivals, isUrgent, now)
      if (festival !== undefined) best = { link, peer, festival }
    }
    return best
  }
}
