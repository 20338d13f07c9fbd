// Festivals inside festivals (DESIGN 5.6): a child names its parent by hash, so honest ones can not lie inside each other; rows
// come from strangers all the same, and no walk here trusts that.

import type { FestivalId } from '../operations/ids.ts'
import type { FestivalRow } from './views.ts'

/** Ancestors that are looked at and levels that are shown. */
export const MAX_DEPTH = 8

/** What nesting needs to know of a festival. */
export type Nested = Pick<FestivalRow, 'id' | 'parent' | 'children'>

/**
 * The ids of a festival's ancestors, the nearest first, at most `MAX_DEPTH`. Ends with the first one that is not known (it is
 * named by its child and belongs to the answer), and where a festival would come again.
 */
export function ancestorsOf(
  festival: FestivalId,
  rowOf: (festival: FestivalId) => Pick<Nested, 'parent'> | undefined,
): FestivalId[] {
  const ancestors: FestivalId[] = []
  let next = rowOf(festival)?.parent
  while (next !== undefined && ancestors.length < MAX_DEPTH && next !== festival && !ancestors.includes(next)) {
    ancestors.push(next)
    next = rowOf(next)?.parent
  }
  return ancestors
}

/** The sub-festivals of a festival. */
export interface Children<Row> {
  /** The parent's creator lists them and they name it as their parent, in the order of the list. */
  official: Row[]
  /** They name it as their parent, and nobody there says so: shown folded. By id. */
  unlisted: Row[]
  /** Listed, and not known here: whether they name it as their parent remains to be seen. */
  unknown: FestivalId[]
}

/** Sorts the festivals known here into the sub-festivals of one of them. */
export function childrenOf<Row extends Nested>(parent: Nested, known: Iterable<Row>): Children<Row> {
  const rows = new Map([...known].map((row) => [row.id, row]))
  const isListed = new Set(parent.children)
  const listed = [...isListed]
  const isChild = (row: Row | undefined): row is Row => row?.parent === parent.id && row.id !== parent.id
  return {
    official: listed.map((id) => rows.get(id)).filter(isChild),
    unlisted: [...rows.values()]
      .filter((row) => isChild(row) && !isListed.has(row.id))
      .sort((a, b) => order(a.id, b.id)),
    unknown: listed.filter((id) => !rows.has(id)),
  }
}

/** A festival with what lies inside it. */
export interface Nest<Row> {
  festival: Row
  official: Nest<Row>[]
  unlisted: Nest<Row>[]
  unknown: FestivalId[]
}

/**
 * All festivals as trees, each exactly once: roots are those whose parent is not among them, in the order given. What lies
 * deeper than `MAX_DEPTH`, or in a circle, is a root of its own.
 */
export function nests<Row extends Nested>(festivals: readonly Row[]): Nest<Row>[] {
  const rows = new Map(festivals.map((row) => [row.id, row]))
  const byParent = new Map<FestivalId, Row[]>()
  for (const row of rows.values()) {
    if (row.parent !== undefined) byParent.set(row.parent, [...(byParent.get(row.parent) ?? []), row])
  }
  const placed = new Set<FestivalId>()
  const nestOf = (row: Row, depth: number): Nest<Row> => {
    placed.add(row.id)
    const inside = depth < MAX_DEPTH ? (byParent.get(row.id) ?? []).filter(({ id }) => !placed.has(id)) : []
    const { official, unlisted } = childrenOf(row, inside)
    const below = (rows: readonly Row[]): Nest<Row>[] => rows.map((child) => nestOf(child, depth + 1))
    const unknown = [...new Set(row.children)].filter((id) => !rows.has(id))
    return { festival: row, official: below(official), unlisted: below(unlisted), unknown }
  }
  const roots = festivals.filter(({ parent }) => parent === undefined || !rows.has(parent)).map((row) => nestOf(row, 1))
  for (const row of festivals) if (!placed.has(row.id)) roots.push(nestOf(row, 1))
  return roots
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1
}
