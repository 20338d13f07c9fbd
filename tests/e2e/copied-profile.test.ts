// A browser profile that was copied, and is used in both places: the folder, really copied. Both write into the same log while
// they know nothing of each other; when they meet both say what happened, and go on in logs of
// their own with what was written in either place.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'

const DRUMS = 'Drums'
const LAMP = 'Lamp'
const LINKED = { timeoutMs: 60_000 }

describe.each(BROWSERS)('a copied profile in %s', (kind) => {
  const { panda, person, tracker } = usePeople()
  const folder = useFolders()

  it('goes on in both places', async () => {
    const [{ url }, home, ben] = await Promise.all([tracker(), folder(), panda('Ben', kind)])
    const [here, there] = [join(home, 'here'), join(home, 'there')]
    const before = await panda('Ada', kind, { profile: here })
    await before.useMeetingPoint(url)
    await before.createFestival(FESTIVAL_PLAN)
    await before.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    const invite = await before.inviteLink()
    await before.browser.close()
    await cp(here, there, { recursive: true })

    const ada = await person('Ada here', kind, { profile: here })
    const adaToo = await person('Ada there', kind, { profile: there })
    await ada.offer({ title: DRUMS, kind: 'thing', policy: 'manual' })
    await adaToo.offer({ title: LAMP, kind: 'thing', policy: 'manual' })
    await ben.join(invite, FESTIVAL)
    for (const each of [ada, adaToo]) await each.goOnline()
    for (const each of [ada, adaToo]) {
      const popup = await each.goTo('all')
      await popup.waitFor(hook('fork-card'), LINKED)
      await isFineToLookAt(popup, 'a copied profile')
      await popup.click(hook('say-again'))
      await popup.waitFor(`${hook('fork-card')}:not(:has(${hook('say-again')}))`)
    }
    for (const each of [ada, adaToo, ben]) for (const thing of [PROJECTOR, DRUMS, LAMP]) await each.seesThing(thing)
  })
})
