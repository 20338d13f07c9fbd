// Functions that run inside pages. They are sent as source text, so none of them may use anything outside itself,
// and each looks for its element anew: the page may have drawn itself again in between.
import type { Target } from './browser.ts'

/** Waits for nothing: the first visible element that matches, else the first hidden one when `hidden` is allowed. */
export function findTarget(target: Target, hidden: boolean): Element | null {
  const visible = (element: Element): boolean =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible'
  const words = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()
  const labelled = (element: Element): string =>
    (element.getAttribute('aria-labelledby') ?? '')
      .split(/\s+/)
      .map((id) => words(document.getElementById(id)?.textContent))
      .join(' ')
  const nameOf = (element: Element): string => {
    const labels = 'labels' in element ? [...((element.labels ?? []) as Iterable<Element>)] : []
    return (
      words(labelled(element)) ||
      words(element.getAttribute('aria-label')) ||
      words(labels.map((label) => label.textContent).join(' ')) ||
      words(element.textContent) ||
      words(element.getAttribute('title') ?? element.getAttribute('placeholder'))
    )
  }
  const tags: Record<string, string> = {
    button: 'button, input[type=button], input[type=submit], summary',
    link: 'a[href]',
    textbox: 'input:not([type]), input[type=text], input[type=search], input[type=url], textarea',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    switch: 'input[role=switch]',
    combobox: 'select',
    heading: 'h1, h2, h3, h4, h5, h6',
    img: 'img',
    dialog: 'dialog',
  }
  // Also inside the open shadow roots of elements.
  const all = (selector: string, root: Document | ShadowRoot = document): Element[] => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot === null ? [] : all(selector, shadowRoot),
    ),
  ]
  const byText = (text: string): Element[] =>
    all('*')
      .filter((element) => element !== document.body && element.closest('head') === null)
      .filter((element) => !['HTML', 'SCRIPT', 'STYLE'].includes(element.tagName))
      .filter((element) => words(element.textContent).includes(text))
      .filter((element) => ![...element.children].some((child) => words(child.textContent).includes(text)))
  const byRole = (role: string, name: string, exact: boolean): Element[] => {
    const native = tags[role]
    const selector = `[role="${role}"]${native === undefined ? '' : `, :is(${native}):not([role])`}`
    return all(selector).filter((element) => (exact ? nameOf(element) === name : nameOf(element).includes(name)))
  }
  const found =
    typeof target === 'object'
      ? byRole(target.role, target.name, target.exact ?? true)
      : target.startsWith('text=')
        ? byText(words(target.slice(5)))
        : all(target)
  return found.find((element) => visible(element)) ?? (hidden ? (found[0] ?? null) : null)
}

/**
 * From now on, until `hasMissed` is asked, presses reach nothing but the element, and it is known whether a click did. Whether it is
 * still there.
 */
export function awaitClick(element: Element | null): boolean {
  if (element === null) return false
  const root: HTMLElement & { endWait?: () => void } = document.documentElement
  root.endWait?.()
  root.dataset['click'] = 'awaited'
  const isFor = (hit: EventTarget): boolean =>
    hit === element || (hit instanceof HTMLLabelElement && hit.control === element)
  const look = (event: Event): void => {
    const hits = event.composedPath()
    if (!hits.some(isFor)) {
      event.preventDefault()
      event.stopImmediatePropagation()
    } else if (event.type === 'click' && hits.includes(element)) delete root.dataset['click']
  }
  const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']
  for (const type of types) window.addEventListener(type, look, { capture: true })
  root.endWait = () => {
    for (const type of types) window.removeEventListener(type, look, { capture: true })
  }
  return true
}

/** Whether the click that was awaited went elsewhere. A document that came since then knows of none. */
export function hasMissed(): boolean {
  const root: HTMLElement & { endWait?: () => void } = document.documentElement
  root.endWait?.()
  return root.dataset['click'] === 'awaited'
}

/** Ends when the page was drawn in its new size, and heard of it. A window that is not seen is not drawn: a second is enough there. */
export function drawn(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done))
    setTimeout(done, 1000)
  })
}

/** Empties a field for typing, or sets it when it can not be typed into. Answers `type` or `set`. */
export function prepareField(field: Element, text: string): 'type' | 'set' {
  const direct = ['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range']
  const isInput = field instanceof HTMLInputElement
  if (!isInput && !(field instanceof HTMLTextAreaElement)) throw new Error(`<${field.localName}> is no field`)
  field.focus()
  if (!isInput || !direct.includes(field.type)) {
    field.select()
    return 'type'
  }
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
  return 'set'
}

/** Chooses an option by value or label; the answer is false when there is no such option (yet). */
export function chooseOption(field: Element, choice: string): boolean {
  if (!(field instanceof HTMLSelectElement)) throw new Error(`<${field.localName}> is no select`)
  const option = [...field.options].find((each) => each.value === choice || each.label.trim() === choice)
  if (option === undefined) return false
  field.value = option.value
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
  return true
}

/** What a person can read in an element; a field gives its value. */
export function readText(element: Element): string {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value
  return element instanceof HTMLElement ? element.innerText.trim() : (element.textContent ?? '').trim()
}

/** How a target is named in messages. */
export function describeTarget(target: Target): string {
  return typeof target === 'string' ? `“${target}”` : `${target.role} “${target.name}”`
}
