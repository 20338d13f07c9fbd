// What runs inside the pages: remembers when a click came and when something appeared. `Date.now()` is the one clock that
// the pages of two browsers on one machine share; it counts whole milliseconds. No function may use anything outside itself.

/** What the functions below leave on the page. On `window`, because in Firefox every call has a global object of its own. */
interface Stopwatch {
  benchClickAt?: number | undefined
  benchSeenAt?: number | undefined
}

/** Remembers the time of the next click on this page, before anything of the page hears of it. */
export function awaitClick(): void {
  const watch = window as unknown as Stopwatch
  watch.benchClickAt = undefined
  document.addEventListener(
    'click',
    () => {
      watch.benchClickAt = Date.now()
    },
    { capture: true, once: true },
  )
}

/** Remembers when an element first matches `selector`; false when one does already. */
export function awaitElement(selector: string): boolean {
  const root = document.querySelector('p2panda-programme')?.shadowRoot ?? document
  if (root.querySelector(selector) !== null) return false
  const watch = window as unknown as Stopwatch
  watch.benchSeenAt = undefined
  const observer = new MutationObserver(() => {
    if (root.querySelector(selector) === null) return
    watch.benchSeenAt = Date.now()
    observer.disconnect()
  })
  observer.observe(root, { subtree: true, childList: true, attributes: true })
  return true
}

/** Time of the click that `awaitClick` waited for. */
export function clickTime(): number | null {
  return (window as unknown as Stopwatch).benchClickAt ?? null
}

/** Time at which the element of `awaitElement` was there. */
export function seenTime(): number | null {
  return (window as unknown as Stopwatch).benchSeenAt ?? null
}

/** Milliseconds from the start of the page's navigation to the first paint of text or pictures. */
export function firstPaint(): number | null {
  return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null
}

/** Milliseconds from the start of the page's navigation to the paint of the largest piece of content so far. */
export function largestPaint(): Promise<number | null> {
  return new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      observer.disconnect()
      resolve(list.getEntries().at(-1)?.startTime ?? null)
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
}

/** Sends a runtime message and gives the milliseconds until its answer, which must be a success. */
export async function timeMessage(message: object): Promise<number> {
  const { runtime } = (
    globalThis as unknown as { chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } } }
  ).chrome
  const start = performance.now()
  const answer = (await runtime.sendMessage(message)) as { ok?: boolean } | undefined
  const ms = performance.now() - start
  if (answer?.ok !== true) throw new Error(`the background answered ${JSON.stringify(answer)}`)
  return ms
}
