// Spray (Nédelec, Tanke, Frey, Molli, Mostefaoui; WWW 2018), written anew from the paper's description: a view of arcs that
// grows with the logarithm of the number of people, and exchanges half of itself with its oldest neighbour every two minutes.
// A link exists as long as an arc leads from one of its ends to the other. Exchanges take no time here.

import type { Visit } from '../world/visit.ts'
import type { Wire } from '../world/wire.ts'
import type { World } from '../world/world.ts'
import { introduce, type Arranger } from './introduce.ts'

const EXCHANGE_MS = 120_000

interface Arc {
  to: Visit
  age: number
}

type LinkName = string

export function spray(world: World): Arranger {
  return new Spray(world)
}

interface SprayLink {
  /** Arcs that lead from one of its ends to the other. */
  arcs: number
  wire?: Wire
}

class Spray implements Arranger {
  readonly #world: World
  /** The arcs of everybody; several may lead to the same. */
  readonly #views = new Map<Visit, Arc[]>()
  readonly #links = new Map<LinkName, SprayLink>()

  constructor(world: World) {
    this.#world = world
  }

  /** One arc to a contact; whoever the contact has an arc to gets one to the newcomer. */
  came(visit: Visit): void {
    const contact = this.#world.random.pick([...this.#views.keys()])
    this.#views.set(visit, [])
    this.#world.time.after(this.#world.random.below(EXCHANGE_MS), () => this.#exchange(visit))
    if (contact === undefined) return
    this.#add(visit, contact)
    const neighbours = (this.#views.get(contact) ?? []).map(({ to }) => to)
    for (const neighbour of neighbours.length === 0 ? [contact] : neighbours) this.#add(neighbour, visit)
  }

  gone(visit: Visit): void {
    this.#views.delete(visit)
  }

  /** Arcs that lead nowhere: most are replaced by another arc of the view, so that the logarithm still holds. */
  parted(a: Visit, b: Visit, wire?: Wire): void {
    const link = this.#links.get(nameOf(a, b))
    if (link === undefined || link.wire !== wire) return
    this.#links.delete(nameOf(a, b))
    this.#replace(a, b)
    this.#replace(b, a)
  }

  #replace(visit: Visit, lost: Visit): void {
    const view = this.#views.get(visit)
    if (view === undefined) return
    const left = view.filter(({ to }) => to !== lost)
    this.#views.set(visit, left)
    for (let count = view.length - left.length; count > 0; count -= 1) {
      const other = this.#world.random.pick(left)
      const isReplaced = this.#world.random.chance(1 - 1 / view.length)
      if (other !== undefined && isReplaced) this.#add(visit, other.to)
    }
  }

  #exchange(visit: Visit): void {
    const view = this.#views.get(visit)
    if (view === undefined || visit.isOver) return
    this.#world.time.after(EXCHANGE_MS, () => this.#exchange(visit))
    for (const arc of view) arc.age += 1
    const oldest = view.toSorted((a, b) => b.age - a.age)[0]
    if (oldest === undefined || this.#linkOf(visit, oldest.to)?.wire?.isOpen !== true) return
    const partner = oldest.to
    const others = view.filter((arc) => arc !== oldest)
    const given = [oldest, ...this.#world.random.sample(others, Math.ceil(view.length / 2) - 1)]
    const theirs = this.#views.get(partner) ?? []
    const taken = this.#world.random.sample(theirs, Math.ceil(theirs.length / 2))
    this.#move(visit, given, partner)
    this.#move(partner, taken, visit)
    for (const [from, arcs] of [
      [visit, given],
      [partner, taken],
    ] as const) {
      for (const { to } of arcs) this.#closeUnused(from, to)
    }
  }

  /** Arcs go from one view to another one; who would lead to itself leads back. */
  #move(from: Visit, arcs: readonly Arc[], to: Visit): void {
    const view = this.#views.get(from) ?? []
    this.#views.set(
      from,
      view.filter((arc) => !arcs.includes(arc)),
    )
    for (const arc of arcs) {
      const link = this.#linkOf(from, arc.to)
      if (link !== undefined) link.arcs -= 1
      this.#add(to, arc.to === to ? from : arc.to)
    }
  }

  #add(visit: Visit, to: Visit): void {
    const view = this.#views.get(visit)
    if (view === undefined || visit === to || to.isOver) return
    view.push({ to, age: 0 })
    const known = this.#linkOf(visit, to)
    const link: SprayLink = known ?? { arcs: 0 }
    link.arcs += 1
    if (known !== undefined) return
    this.#links.set(nameOf(visit, to), link)
    introduce(this.#world, visit, to, (wire) => {
      if (this.#linkOf(visit, to) !== link) wire?.ends[0].close()
      else if (wire === undefined) this.parted(visit, to)
      else link.wire = wire
    })
  }

  #linkOf(a: Visit, b: Visit): SprayLink | undefined {
    return this.#links.get(nameOf(a, b))
  }

  #closeUnused(a: Visit, b: Visit): void {
    const link = this.#linkOf(a, b)
    if (link === undefined || link.arcs > 0) return
    this.#links.delete(nameOf(a, b))
    link.wire?.ends[0].close()
  }
}

function nameOf(a: Visit, b: Visit): LinkName {
  return a.number < b.number ? `${a.number}-${b.number}` : `${b.number}-${a.number}`
}
