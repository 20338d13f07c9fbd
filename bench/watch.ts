// Runs in a panel before the panel's own script and says how it felt: when something was on the screen, how long the page did
// not answer, how long a key took. In a copy of the extension whose pages load this file, too.

interface Moment {
  readonly at: number
  readonly ms: number
}

/** What a person would have noticed, ms. */
export interface Felt {
  /** The longest task of more than 50 ms, 0 where there was none; null where the browser does not tell. */
  readonly task: number | null
  /** The longest time between two frames. */
  readonly gap: number
}

const tellsTasks = PerformanceObserver.supportedEntryTypes.includes('longtask')
const tasks: Moment[] = []
const gaps: Moment[] = []
/** What happens after something is on the screen still belongs to it, ms. */
const AFTERWARDS = 600
/** Who waits for so long has closed it, ms. */
const LONGEST = 15_000
/** Px per frame: somebody in a hurry. */
const STEP = 150
const MOST_FRAMES = 300

if (tellsTasks) {
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
}
/** The address says what is waited for. */
const wanted = new URLSearchParams(location.search).get('watch')
let seenAt: number | undefined
let before = performance.now()
const onFrame = (): void => {
  const now = performance.now()
  gaps.push({ at: before, ms: now - before })
  before = now
  if (wanted !== null && seenAt === undefined && document.querySelector(wanted) !== null) seenAt = now
  requestAnimationFrame(onFrame)
}
requestAnimationFrame(onFrame)

/** How it felt since `start` (ms of this page). */
function feltSince(start: number): Felt {
  const longest = (moments: readonly Moment[]): number =>
    Math.max(0, ...moments.filter(({ at, ms }) => at + ms > start).map(({ ms }) => ms))
  return { task: tellsTasks ? longest(tasks) : null, gap: longest(gaps) }
}

/** From the beginning of the navigation until what is waited for was on the screen, and all that was felt meanwhile. */
export async function opened(): Promise<Felt & { ms: number }> {
  await drawn(() => seenAt !== undefined)
  const ms = seenAt ?? Number.NaN
  await pause(AFTERWARDS)
  return { ms, ...feltSince(0) }
}

/** Goes to another part of the app; until all of it is there. */
export async function go(hash: string, selector: string): Promise<Felt & { ms: number }> {
  const old = document.querySelector('main .full')
  const start = performance.now()
  location.hash = hash
  const end = await drawn(() => {
    const full = document.querySelector('main .full:not(.filling)')
    return full !== null && full !== old && document.querySelector(selector) !== null
  })
  await pause(AFTERWARDS)
  return { ms: end - start, ...feltSince(start) }
}

/** Scrolls down to the end and to the side, as fast as frames come. */
export async function scroll(selector: string): Promise<Felt & { px: number }> {
  const element = document.querySelector(selector) ?? document.scrollingElement
  if (element === null) throw new Error(`${selector} is not there`)
  element.scrollTop = 0
  await pause(AFTERWARDS)
  const start = performance.now()
  let px = 0
  for (const side of ['scrollTop', 'scrollLeft'] as const) {
    for (let frame = 0; frame < MOST_FRAMES; frame += 1) {
      const from = element[side]
      element[side] += STEP
      if (element[side] === from) break
      px += element[side] - from
      await nextFrame()
    }
  }
  await nextFrame()
  const felt = feltSince(start)
  await pause(AFTERWARDS)
  return { px, ...felt, task: feltSince(start).task }
}

/** Types `text` key by key; each key's time to the frame that shows it, and from the last key until nothing moves any more. */
export async function type(selector: string, text: string): Promise<Felt & { keys: number[]; found: number }> {
  const field = document.querySelector<HTMLInputElement>(selector)
  if (field === null) throw new Error(`${selector} is not there`)
  field.focus()
  const keys: number[] = []
  const start = performance.now()
  let moved = start
  const observer = new MutationObserver(() => (moved = performance.now()))
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  let last = start
  for (let length = 1; length <= text.length; length += 1) {
    last = performance.now()
    field.value = text.slice(0, length)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await nextFrame()
    keys.push(performance.now() - last)
    await pause(60)
  }
  await pause(1500)
  observer.disconnect()
  return { keys, found: Math.max(0, moved - last), ...feltSince(start) }
}

/** The time at which something holds and the browser has drawn it. */
async function drawn(holds: () => boolean): Promise<number> {
  const start = performance.now()
  while (!holds()) {
    if (performance.now() - start > LONGEST) throw new Error(`nothing to be seen at ${location.hash}`)
    await nextFrame()
  }
  await nextFrame()
  return performance.now()
}

/** After the browser has drawn. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => resolve()
      channel.port2.postMessage(null)
    })
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
