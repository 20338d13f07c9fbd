// The game of oars: two take one to three in turn, whoever takes the last one wins. The player begins, and can always win.

export const OARS = 10

/** What the boatman takes of `left` oars: he plays well. */
export function boatmanTakes(left) {
  return Math.min(left, left % 4 === 0 ? 1 : left % 4)
}

/** The game after the player took `take`: how many are left, what the boatman took, and who won if somebody did. */
export function afterMove(left, take) {
  const taken = Math.min(take, left)
  const rest = left - taken
  if (rest === 0) return { left: 0, boatman: 0, winner: 'player' }
  const boatman = boatmanTakes(rest)
  return { left: rest - boatman, boatman, ...(rest === boatman ? { winner: 'boatman' } : {}) }
}
