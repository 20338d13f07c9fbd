// The game of the example site: the boatman plays well, and who begins can always win.
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'

interface Game {
  OARS: number
  afterMove: (left: number, take: number) => { left: number; boatman: number; winner?: 'player' | 'boatman' }
}

const game = (await import(pathToFileURL('examples/win-the-boat/game.js').href)) as Game

function play(moves: (left: number) => number): string | undefined {
  let left = game.OARS
  for (let turn = 0; turn < game.OARS; turn += 1) {
    const result = game.afterMove(left, moves(left))
    expect(result.left).toBeGreaterThanOrEqual(0)
    left = result.left
    if (result.winner !== undefined) return result.winner
  }
  return undefined
}

describe('the game of oars', () => {
  it('is won by who leaves a multiple of four, and by nobody else', () => {
    expect(play((left) => left % 4)).toBe('player')
    for (const always of [1, 3]) expect(play(() => always)).toBe('boatman')
  })
})
