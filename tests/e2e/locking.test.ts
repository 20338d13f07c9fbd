// A password in front of the keys: what a person sees and does, and that nothing secret is left anywhere while it is locked.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { openIdentity, setPassword, showWords } from '../../scripts/story/keys.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'
import { dataKeyOf, secretKeysOf } from './harness/secrets.ts'
import { placesOf, readStored } from './harness/stored.ts'

const PASSWORD = 'four pandas rowing home'
const LOCKED = hook('locked')

describe.each(BROWSERS)('a wallet with a password in %s', (kind) => {
  const { person, panda } = usePeople()
  const folder = useFolders()

  it(
    'is unlocked in the place where it is needed, and nothing that was typed is lost',
    { timeout: 240_000 },
    async () => {
      const profile = await folder()
      const ada = await panda('Ada', kind, { profile })
      await ada.useMeetingPoint('')
      await ada.createFestival(FESTIVAL_PLAN)
      const secrets = await secretKeysOf(await showWords(await openIdentity(ada)))
      await withPassword(ada)
      const popup = await ada.popup()

      // The death of the background changes nothing.
      await ada.browser.killBackground()
      await ada.offer({ title: 'Chairs', kind: 'thing', policy: 'manual' })
      const dataKey = await dataKeyOf(popup)
      expect(placesOf(await readStored(popup), [dataKey])).toEqual(['session'])

      await popup.click(hook('me'))
      await popup.click(hook('lock-now'))
      await popup.waitFor(LOCKED)
      const all = [...secrets, dataKey, new TextEncoder().encode(PASSWORD)]
      expect(placesOf(await readStored(popup), all)).toEqual([])

      await ada.goTo('offer')
      await popup.fill(hook('offer-title'), PROJECTOR)
      await popup.click(hook('offer-submit'))
      await popup.fill(hook('unlock-now-password'), 'three pandas')
      await popup.press('Enter')
      await popup.waitFor('text=This is not the password.')
      await popup.fill(hook('unlock-now-password'), PASSWORD)
      await popup.press('Enter')
      await popup.waitFor(`${hook('thing')}[data-title="${PROJECTOR}"]`)
      await popup.waitForGone(LOCKED)

      // The deadline passes while the background sleeps: an alarm wakes it, and the open popup shows it.
      await ada.browser.killBackground()
      await overdue(popup)
      await popup.waitFor(LOCKED)
      expect(placesOf(await readStored(popup), all)).toEqual([])
      await unlock(popup)

      await ada.browser.close()
      const again = await person('Ada', kind, { profile })
      const opened = await again.popup()
      await opened.waitFor(LOCKED)
      // Looking around goes on.
      await again.seesThing(PROJECTOR)
      expect(placesOf(await readStored(opened), all)).toEqual([])
      await unlock(opened)
      await again.offer({ title: 'Boat', kind: 'thing', policy: 'manual' })
    },
  )

  it('asks no more once the password is changed or removed by whoever knows it', async () => {
    const ada = await panda('Ada', kind)
    const options = await withPassword(ada)
    await options.click(`${hook('password-remove')} summary`)
    await options.fill(hook('remove-current'), 'wrong one')
    await options.click(hook('password-remove-submit'))
    await options.waitFor(`${hook('error')}[data-code="wrong-password"]`)
    await options.fill(hook('remove-current'), PASSWORD)
    await options.click(hook('password-remove-submit'))
    await options.waitFor(`${hook('password-card')}[data-set="false"]`)
    expect(await options.errors()).toEqual([])
  })

  it('gives way to the twelve words when the password is forgotten', async () => {
    const ada = await panda('Ada', kind)
    const other = await openIdentity(ada)
    const words = await showWords(other)
    const options = await withPassword(ada)
    const key = await options.text(hook('public-key'))
    await options.click(hook('lock-now'))
    await options.waitFor(hook('forgotten'))
    // They were on another screen until now.
    await other.waitForGone(hook('words'))
    for (const [index, word] of words.entries()) await options.fill(hook(`restore-word-${index + 1}`), word)
    await options.click(hook('restore-words-submit'))
    await options.waitFor(`${hook('password-card')}[data-set="false"]`)
    await options.waitForGone(LOCKED)
    expect(await options.text(hook('public-key'))).toBe(key)
  })
})

/** The page stays: one that is closed while it asks something leaves a complaint behind in Firefox. */
async function withPassword(ada: Person): Promise<Page> {
  const identity = await openIdentity(ada)
  await setPassword(identity, PASSWORD)
  return identity
}

async function unlock(popup: Page): Promise<void> {
  await popup.fill(hook('unlock-password'), PASSWORD)
  await popup.press('Enter')
  await popup.waitFor(() => document.querySelector('[data-test="locked"]') === null)
}

/** As if nobody had used it for long: the deadline is over, and its alarm rings. */
function overdue(popup: Page): Promise<void> {
  return popup.evaluate(async () => {
    const api = Reflect.get(globalThis, 'chrome') as {
      storage: { session: Record<'get' | 'set', (items: unknown) => Promise<Record<string, object>>> }
      alarms: { create: (name: string, alarm: { when: number }) => unknown }
    }
    const { session } = api.storage
    const { 'data-key': open } = await session.get('data-key')
    await session.set({ 'data-key': { ...open, times: { at: Date.now() - 2000, until: Date.now() - 1000 } } })
    api.alarms.create('lock', { when: Date.now() + 500 })
  })
}
