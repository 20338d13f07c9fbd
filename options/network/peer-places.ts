// Where the pandas around me stand in the picture: evenly on an oval, on two when there are many.

/** In per cent of the width and of the height. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** From here on every second one stands further in. */
const CROWD = 9

/** The first stands above me, the others follow clockwise. I am in the middle, at 50, 50. */
export function peerPlaces(count: number): Place[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2
    const reach = count >= CROWD && index % 2 === 1 ? 0.6 : 1
    return { x: 50 + 40 * reach * Math.cos(angle), y: 50 + 36 * reach * Math.sin(angle) }
  })
}
