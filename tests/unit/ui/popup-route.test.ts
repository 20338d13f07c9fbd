// Going on after something took a while, without pulling back who went elsewhere meanwhile.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

describe('what is done at last', () => {
  beforeEach(() => vi.stubGlobal('location', { hash: '#thing/x' }))
  afterEach(() => vi.unstubAllGlobals())

  it('goes on to the next view', async () => {
    const { whenDone } = await import('../../../popup/route.ts')
    const goOn = whenDone()
    goOn('offer')
    expect(location.hash).toBe('#offer')
  })

  it('leaves a person alone who went elsewhere meanwhile', async () => {
    const { whenDone } = await import('../../../popup/route.ts')
    const goOn = whenDone()
    location.hash = '#all'
    goOn('offer')
    expect(location.hash).toBe('#all')
  })
})
