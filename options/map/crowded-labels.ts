// Names on the map that would stand on each other: of these only the first is written, and the others when somebody points at
// their square, or has come closer.

interface Marked {
  readonly id: string
  readonly mark: HTMLElement
}

/** Marks as `crowded` whose name would stand on another name or on another square; the chosen one comes first. */
export function tellCrowded(places: readonly Marked[], chosen: string | undefined): void {
  const inOrder = places.toSorted((a, b) => Number(b.id === chosen) - Number(a.id === chosen))
  // All is measured before anything is changed.
  const measured = inOrder.flatMap(({ mark }) => {
    const [name, square] = ['.map-label', '.thing'].map((part) => mark.querySelector(part)?.getBoundingClientRect())
    return name === undefined || square === undefined ? [] : [{ mark, name, square }]
  })
  const written: DOMRect[] = []
  for (const { mark, name, square } of measured) {
    const squares = measured.map((each) => each.square).filter((each) => each !== square)
    const isCrowded = [...written, ...squares].some((each) => areOver(each, name))
    mark.classList.toggle('crowded', isCrowded)
    if (!isCrowded) written.push(name)
  }
}

function areOver(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
