// What hostile words have done to a screen.
import type { Page } from '../../../scripts/browsers/browser.ts'
import { tooWide } from './complaints.ts'
import { MARK } from './hostile-words.ts'

/** Markup of others that became part of the page, characters that turn or hide what is read, and a broken layout. */
export async function harmOf(page: Page): Promise<string[]> {
  const found = await page.evaluate(lookForHarm, MARK)
  return [...found, ...(await tooWide(page)), ...(await page.errors())]
}

/** Runs inside the page. */
function lookForHarm(mark: string): string[] {
  const made = document.querySelectorAll(
    'iframe, script:not([src]), style:not([data-own]), svg[onload], img[src^="http"], [onerror], [onclick], a[href^="javascript:" i]',
  )
  // What people read and what is read to them. Our own isolates come in pairs; theirs are shown as tokens.
  const labels = [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')].flatMap((element) =>
    ['aria-label', 'title', 'alt', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
  )
  const options = [...document.querySelectorAll('option')].map(({ label }) => label)
  const hidden = /(?![\n\t])[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\ufeff\u{e0041}]/u
  const read = [document.body.innerText, document.title, ...labels, ...options]
  return [
    ...(mark in window ? ['something ran'] : []),
    ...[...made].map(({ outerHTML }) => `became markup: ${outerHTML.slice(0, 120)}`),
    ...read
      .filter((text) => hidden.test(text))
      .map((text) => `hides something: ${JSON.stringify(hidden.exec(text)?.[0])} in ${text.slice(0, 120)}`),
  ]
}
