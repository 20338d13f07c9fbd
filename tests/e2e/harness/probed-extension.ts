// The built extension with a probe in its content script and in its offscreen document, so that what these can read is read by them
// and not by somebody beside them.
import { appendFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserKind, Page } from '../../../scripts/browsers/browser.ts'
import { extensionFolder } from './extension.ts'
import { readEverything } from './stored.ts'

const PROBE = 'probe'

/** Copies it into `folder`. */
export async function probedExtension(kind: BrowserKind, folder: string): Promise<string> {
  const copy = join(folder, 'extension')
  await cp(extensionFolder(kind), copy, { recursive: true })
  await appendFile(
    join(copy, 'page/content.js'),
    `;addEventListener('${PROBE}', () => (${readEverything.toString()})().then(
      (found) => { document.documentElement.dataset.${PROBE} = JSON.stringify(found) },
      (cause) => { document.documentElement.dataset.${PROBE} = JSON.stringify({ failed: String(cause) }) }))`,
  )
  if (kind === 'chromium') {
    await appendFile(
      join(copy, 'network/offscreen.js'),
      `;{ const probe = new BroadcastChannel('${PROBE}')
      probe.onmessage = ({ data }) => { if (data !== 'look') globalThis.kept = data; else (${readEverything.toString()})().then(
        (found) => probe.postMessage(found), (cause) => probe.postMessage({ failed: String(cause) })) } }`,
    )
  }
  return copy
}

/** What the content script of this web page can read. */
export function seenByContentScript(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async (probe) => {
    const { dataset } = document.documentElement
    delete dataset[probe]
    dispatchEvent(new Event(probe))
    while (dataset[probe] === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
    const found = JSON.parse(dataset[probe]) as Record<string, string>
    if (found['failed'] !== undefined) throw new Error(found['failed'])
    return found
  }, PROBE)
}

/** Lets the offscreen document keep a text in its memory. */
export async function keepInOffscreen(page: Page, text: string): Promise<void> {
  await page.evaluate(
    (name, words) => {
      const probe = new BroadcastChannel(name)
      probe.postMessage(words)
      probe.close()
    },
    PROBE,
    text,
  )
}

/** What the offscreen document can read, asked by a page of the extension. */
export function seenByOffscreen(page: Page): Promise<Record<string, string>> {
  return page.evaluate((name) => {
    const probe = new BroadcastChannel(name)
    return new Promise<Record<string, string>>((resolve) => {
      probe.addEventListener('message', ({ data }) => {
        probe.close()
        resolve(data as Record<string, string>)
      })
      probe.postMessage('look')
    })
  }, PROBE)
}
