// What was typed and not sent is there again, until it is sent, thrown away, or belongs to another version of the extension.
import { beforeEach, describe, expect, it, vi } from 'vitest'

vi.mock('webextension-polyfill', () => ({ default: { runtime: { getManifest: () => ({ version: '1.0.0' }) } } }))

const { Draft } = await import('../../../ui/draft.ts')

class Shelf {
  readonly rows: Map<string, string> = new Map()
  isFull = false
  getItem = (key: string): string | null => this.rows.get(key) ?? null
  removeItem = (key: string): void => void this.rows.delete(key)
  setItem = (key: string, value: string): void => {
    if (this.isFull) throw new DOMException('no room', 'QuotaExceededError')
    this.rows.set(key, value)
  }
}

describe('a draft', () => {
  let shelf: Shelf

  beforeEach(() => {
    shelf = new Shelf()
  })

  it('is read by whoever opens the same form again, and by no other form', () => {
    new Draft<object>('event/1', shelf).keep({ title: 'Cinema', things: ['a'] })
    expect(new Draft<object>('event/1', shelf).read()).toEqual({ title: 'Cinema', things: ['a'] })
    expect(new Draft<object>('event/2', shelf).read()).toBeUndefined()
  })

  it('is gone when it was dropped', () => {
    const draft = new Draft<string>('offer', shelf)
    draft.keep('Lamp')
    draft.drop()
    expect(draft.read()).toBeUndefined()
    expect(shelf.rows.size).toBe(0)
  })

  it('of another version is not read, since its fields may mean something else', () => {
    new Draft<string>('offer', shelf, '1.0.0').keep('Lamp')
    expect(new Draft<string>('offer', shelf, '1.0.1').read()).toBeUndefined()
    expect(new Draft<string>('offer', shelf, '1.0.0').read()).toBe('Lamp')
  })

  it('that somebody damaged is none', () => {
    for (const text of ['', '{', 'null', '7', '[]']) {
      shelf.rows.set('draft:offer', text)
      expect(new Draft<string>('offer', shelf).read(), text).toBeUndefined()
    }
  })

  it('that finds no room breaks nothing', () => {
    const draft = new Draft<string>('offer', shelf)
    draft.keep('Lamp')
    shelf.isFull = true
    expect(() => draft.keep('Lamp, very long')).not.toThrow()
    expect(draft.read()).toBe('Lamp')
  })
})
