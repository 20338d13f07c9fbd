// What a page shows of one festival, shared by all its elements: live where the visitor's p2panda lets it, else the snapshot.

import { NO_ITEMS } from '../items/all-items.ts'
import type { P2panda } from '../page/p2panda.d.ts'
import { findProvider, liveSource } from './live-source.ts'
import { snapshotSource } from './snapshot-source.ts'
import { ToldSource, type Source, type State } from './source.ts'

export interface FestivalPlace {
  readonly festival: string
  /** Address of the snapshot, absolute. */
  readonly snapshot?: string | undefined
  /** Address of this script. */
  readonly script?: string | undefined
}

/** `undefined` while it is not known whether there is one. */
export type Visitor = { readonly provider: P2panda | undefined } | undefined

export class FestivalSource implements Source {
  readonly festival: string
  readonly #told = new ToldSource({ status: { kind: 'loading' }, items: NO_ITEMS })
  #visitor: Visitor
  #live: Source | undefined
  readonly #snapshot: Source | undefined
  /** The elements that would say where all of this comes from. */
  readonly #speakers = new Set<Node>()

  constructor({ festival, snapshot, script }: FestivalPlace) {
    this.festival = festival
    // As long as the page lives: elements come and go.
    const { signal } = new AbortController()
    if (snapshot !== undefined) {
      this.#snapshot = snapshotSource({ url: snapshot, festival, script }, signal)
      this.#snapshot.onChange(() => this.#tell(), signal)
    }
    void this.#meet(signal)
  }

  get state(): State {
    return this.#told.state
  }

  get visitor(): Visitor {
    return this.#visitor
  }

  onChange(listener: () => void, signal: AbortSignal): void {
    this.#told.onChange(listener, signal)
  }

  /** The visitor's p2panda may be asked, but has nothing of the festival. */
  get isStranger(): boolean {
    return this.#live?.state.status.kind === 'live' && !isKnown(this.#live.state)
  }

  /** An element of the page would say where all of this comes from, until the returned function is called. */
  speakUp(element: Node): () => void {
    this.#speakers.add(element)
    this.#tell()
    return () => {
      this.#speakers.delete(element)
      this.#tell()
    }
  }

  /** Whether it is for this one to say it: nobody does that comes before it on the page. */
  isFirstToSpeak(element: Node): boolean {
    return ![...this.#speakers].some((other) => isBefore(other, element))
  }

  /** Asks the visitor, after a click of theirs, whether the page may show the festival live and ask for answers. */
  async seeLive(reason: string, invite: string | undefined): Promise<void> {
    await this.#connect(
      ['read', 'authorize'].map((name) => `${name}:${this.festival}`),
      { invite, reason },
    )
  }

  /** The same before the page asks for operations to be written. */
  async mayWrite(operations: readonly string[], invite: string | undefined): Promise<void> {
    const ofEach = operations.map((op) => `publish:${this.festival}/${op}`)
    await this.#connect([`read:${this.festival}`, ...ofEach], { invite })
  }

  /** With an invite, who is not in the festival can join with the same yes. */
  async #connect(scopes: string[], { reason, invite }: { reason?: string; invite: string | undefined }): Promise<void> {
    const joining = invite === undefined || isKnown(this.#live?.state) ? {} : { invite }
    const because = reason === undefined ? {} : { reason }
    await this.#visitor?.provider?.connect({ festival: this.festival, scopes, ...because, ...joining })
  }

  async #meet(signal: AbortSignal): Promise<void> {
    const provider = await findProvider()
    this.#visitor = { provider }
    if (provider !== undefined) {
      this.#live = liveSource(provider, this.festival, signal)
      this.#live.onChange(() => this.#tell(), signal)
    }
    this.#tell()
  }

  #tell(): void {
    this.#told.tell(best(this.#live?.state, this.#snapshot?.state, this.#visitor !== undefined))
  }
}

/** Live, where the visitor's p2panda has the festival, before verified before nothing. */
export function best(live: State | undefined, snapshot: State | undefined, isComplete: boolean): State {
  if (live?.status.kind === 'live' && isKnown(live)) return live
  if (snapshot !== undefined) return snapshot
  const isLoading = !isComplete || live?.status.kind === 'loading'
  return { status: { kind: isLoading ? 'loading' : 'nothing' }, items: NO_ITEMS }
}

function isBefore(one: Node, other: Node): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function isKnown(state: State | undefined): boolean {
  return state !== undefined && state.items.festival.length > 0
}

const sources = new Map<string, FestivalSource>()

/** The one source of all elements that show the same. */
export function sharedSource(place: FestivalPlace): FestivalSource {
  const key = `${place.festival} ${place.snapshot ?? ''}`
  const known = sources.get(key) ?? new FestivalSource(place)
  sources.set(key, known)
  return known
}
