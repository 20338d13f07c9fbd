// How events come onto the six inner pages of a booklet.

/** Between the cover and the last page. */
const INNER = 6

/** In order, as evenly as it goes, at most `most` on a page; `left` of them found no room. */
export function foldedPages<Item>(items: readonly Item[], most: number): { pages: Item[][]; left: number } {
  const room = items.slice(0, INNER * most)
  const pages = Array.from({ length: INNER }, (_, page) => {
    const at = (number: number): number => Math.round((number * room.length) / INNER)
    return room.slice(at(page), at(page + 1))
  })
  return { pages, left: items.length - room.length }
}
