// Whether a part of a page is still filling up: the questions to the database that were asked in it and not answered yet.

import { createContext, type Context } from 'preact'

/** A question that an answer leads to is asked within this time: the browser draws in between. */
const SETTLE_MS = 50
/** Whoever waits longer sees what there is. */
const LONGEST_MS = 1000

export class Filling {
  readonly #onFull: () => void
  #open = 0
  #isFull = false
  #settling: ReturnType<typeof setTimeout> | undefined
  #longest: ReturnType<typeof setTimeout> | undefined

  /** `onFull` is called once. */
  constructor(onFull: () => void) {
    this.#onFull = onFull
  }

  /** It is on the page, with those that were asked until now. */
  begin(): void {
    this.#longest = setTimeout(() => this.#full(), LONGEST_MS)
    this.#settle()
  }

  /** Something is asked. To be called when it is answered, or when nobody wants to know any more. */
  ask(): () => void {
    this.#open += 1
    clearTimeout(this.#settling)
    let isOpen = true
    return () => {
      if (!isOpen) return
      isOpen = false
      this.#open -= 1
      this.#settle()
    }
  }

  end(): void {
    this.#isFull = true
    clearTimeout(this.#settling)
    clearTimeout(this.#longest)
  }

  #settle(): void {
    clearTimeout(this.#settling)
    if (this.#open === 0 && !this.#isFull) this.#settling = setTimeout(() => this.#full(), SETTLE_MS)
  }

  #full(): void {
    this.end()
    this.#onFull()
  }
}

/** The part of the page that a component is in; nothing where it may come bit by bit. */
export const FillingPart: Context<Filling | undefined> = createContext<Filling | undefined>(undefined)
