// Pictures between people (DESIGN 4.3): chosen, drawn anew, seen small in a list and whole where they are looked at, fetched from
// whoever is there, on from where a link broke.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS, PAIRS } from './harness/browsers.ts'
import { CAMERA, bringPicture, photograph } from './harness/camera.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'

const PATIENCE = { timeoutMs: 60_000 }
const WHOLE = hook('picture-whole')

async function offerWithPicture(person: Person, path: string, alt: string): Promise<void> {
  const popup = await person.goTo('offer')
  await popup.fill(hook('offer-title'), PROJECTOR)
  await popup.upload(hook('picture-input'), [path])
  await popup.fill(hook('picture-alt'), alt, PATIENCE)
  await popup.click(hook('offer-submit'))
  await popup.waitFor(`${hook('thing')}[data-title="${PROJECTOR}"] ${hook('picture-small')}`, PATIENCE)
}

/** Opens what somebody shows of their thing. */
async function look(person: Person): Promise<Page> {
  const popup = await person.goTo('all')
  await popup.click(hook('thing-look'), PATIENCE)
  await popup.waitFor(hook('pictures-of'))
  return popup
}

interface Stored {
  blobs: { name: string; held: number; whole: number }[]
  text: string
  marked: number
  parts: number
}

/** What of pictures is on the disk: `text` are all bytes as letters. */
function readStored(page: Page): Promise<Stored> {
  return page.evaluate(
    () =>
      new Promise<Stored>((resolve, reject) => {
        const opening = indexedDB.open('p2panda')
        opening.onerror = () => reject(new Error('no database'))
        opening.onsuccess = () => {
          const db = opening.result
          const store = db.transaction(['heldBlobs', 'blobParts'])
          const blobs = store.objectStore('heldBlobs').getAll()
          const parts = store.objectStore('blobParts').getAll()
          store.oncomplete = () => {
            db.close()
            const rows = parts.result as { data: Uint8Array; marked?: boolean }[]
            const text = rows.map(({ data }) => new TextDecoder('latin1').decode(data)).join('|')
            const marked = rows.filter((row) => row.marked === true).length
            resolve({ blobs: blobs.result as Stored['blobs'], text, marked, parts: rows.length })
          }
        }
      }),
  )
}

/** Leaves of the largest picture what a link that breaks leaves: its first parts, which get a mark. */
function breakOff(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('p2panda')
        opening.onerror = () => reject(new Error('no database'))
        opening.onsuccess = () => {
          const db = opening.result
          const change = db.transaction(['heldBlobs', 'blobParts'], 'readwrite')
          let kept = 0
          const heads = change.objectStore('heldBlobs').getAll()
          heads.onsuccess = () => {
            const rows = heads.result as { name: string; held: number; whole: number }[]
            const largest = rows.toSorted((a, b) => b.held - a.held)[0]
            if (largest === undefined) return reject(new Error('no picture'))
            const parts = change.objectStore('blobParts').getAll(IDBKeyRange.bound([largest.name], [largest.name, []]))
            parts.onsuccess = () => {
              const all = parts.result as { name: string; part: number; data: Uint8Array }[]
              kept = Math.floor(all.length / 2)
              for (const row of all) {
                if (row.part < kept) change.objectStore('blobParts').put({ ...row, marked: true })
                else change.objectStore('blobParts').delete([row.name, row.part])
              }
              change.objectStore('heldBlobs').put({ ...largest, held: kept * 65_536, whole: 0 })
            }
          }
          change.oncomplete = () => {
            db.close()
            resolve(kept)
          }
        }
      }),
  )
}

describe.each(PAIRS)('a picture, Ada in %s and Ben in %s', (adaKind, benKind) => {
  const { panda, tracker } = usePeople()
  const folder = useFolders()

  it('is seen small, then whole, without the meeting point; what a broken link left is not fetched again', async () => {
    const [ada, ben] = await Promise.all([panda('Ada', adaKind), panda('Ben', benKind)])
    const meetingPoint = await tracker()
    await ada.useMeetingPoint(meetingPoint.url)
    await ada.createFestival(FESTIVAL_PLAN)
    const path = join(await folder(), 'camera.jpg')
    const photo = await photograph(await ada.popup(), 1700, 1200)
    expect(Buffer.from(photo).includes(CAMERA)).toBe(true)
    await writeFile(path, photo)
    await offerWithPicture(ada, path, 'A projector on a table')
    await ada.goOnline()
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await ben.seesThing(PROJECTOR)
    const popup = await ben.popup()
    await popup.waitFor(hook('picture-small'), PATIENCE)
    const before = await readStored(popup)
    expect(before.blobs).toHaveLength(1)
    expect(before.blobs[0]?.held).toBeLessThanOrEqual(16_384)
    await meetingPoint.stop()

    await look(ben)
    await popup.waitFor(WHOLE, PATIENCE)
    await popup.waitFor(
      () => document.querySelector<HTMLImageElement>('[data-test="picture-whole"]')?.complete === true,
    )
    const shown = await popup.evaluate(() => {
      const image = document.querySelector<HTMLImageElement>('[data-test="picture-whole"]')
      return { alt: image?.alt, width: image?.naturalWidth, height: image?.naturalHeight }
    })
    // Turned as the camera said, and scaled down.
    expect(shown).toEqual({ alt: 'A projector on a table', width: 1129, height: 1600 })
    const { text, blobs } = await readStored(popup)
    expect(blobs.every(({ held, whole }) => whole === 1 && held <= 1_048_576)).toBe(true)
    expect([text.includes('Exif'), text.includes(CAMERA)]).toEqual([false, false])

    // The link breaks in the middle of it: nobody is there, and then Ada is again.
    await ben.goOffline()
    const kept = await breakOff(popup)
    expect(kept).toBeGreaterThan(1)
    await ben.closePopup()
    await (await look(ben)).waitFor(hook('picture-missing'))
    await ben.goOnline()
    await ada.completeDirect(await ben.answerDirect(await ada.startDirect()))
    const again = await look(ben)
    await again.waitFor(WHOLE, PATIENCE)
    const after = await readStored(again)
    expect(after.marked).toBe(kept)
    expect(after.blobs.every(({ whole }) => whole === 1)).toBe(true)
  })
})

describe.each(BROWSERS)('choosing a picture in %s', (kind) => {
  const { panda } = usePeople()
  const folder = useFolders()

  it('says what is wrong with a file, takes one that is pasted or dropped, and gives room back', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const popup = await ada.goTo('offer')
    const bomb = join(await folder(), 'bomb.png')
    // Its header says 30,000 × 30,000: 3.6 GB when unpacked.
    await writeFile(
      bomb,
      Buffer.from('89504e470d0a1a0a0000000d49484452000075300000753008060000000000000000000000', 'hex'),
    )
    const words = join(await folder(), 'words.jpg')
    await writeFile(words, 'These are words.')
    for (const [path, code] of [
      [words, 'no-picture'],
      [bomb, 'too-large'],
    ] as const) {
      await popup.upload(hook('picture-input'), [path])
      await popup.waitFor(`${hook('picture-error')}[data-code="${code}"]`)
    }
    expect(await popup.exists(hook('picture-draft'))).toBe(false)
    await bringPicture(popup, kind === 'chromium' ? 'paste' : 'drop')
    await popup.waitFor(hook('picture-draft'))
    await popup.waitForGone(hook('picture-error'))
    await popup.fill(hook('offer-title'), PROJECTOR)
    await popup.click(hook('offer-submit'))
    await popup.waitFor(hook('picture-small'))
    await popup.click(`${hook('thing')} ${hook('thing-change')}`)
    await popup.click(hook('picture-remove'))
    await popup.click(hook('thing-save'))
    await popup.waitFor(() => document.querySelector('[data-test="picture-small"]') === null)
    await expect.poll(async () => (await readStored(popup)).parts, { timeout: 20_000 }).toBe(0)
  })
})
