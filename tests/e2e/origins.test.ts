// What tells two web sites apart, in real browsers: scheme, name and port, as the browser says them. On a server of this machine that
// speaks http and https on one port, under names that only look alike.
import { beforeAll, describe, expect, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { questionsClose, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { AskingSite, serveAskingSiteSealed } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const UNAUTHORIZED = { error: { code: 4100, name: 'Unauthorized' } }
const NAME = 'panda.localhost'
/** Its second letter is the one that Russians write. */
const LOOKALIKE = 'p\u0430nda.localhost'
const LOOKALIKE_IN_DNS = 'xn--pnda-53d.localhost'

describe.each(BROWSERS)('the origin of a web site in %s', (kind) => {
  const { panda, afterwards } = usePeople('describe')
  let ada: Person
  let festival: string
  let port: number

  const visit = (address: string): Promise<AskingSite> => AskingSite.visit(ada, address)
  /** What the question of this site says who asks, and its warning about letters; the answer is no. */
  const whoAsks = async (site: AskingSite): Promise<{ readonly host: string; readonly letters?: string }> => {
    const call = await site.askByClick('connect', { festival, scopes: [`read:${festival}`] })
    const window = await siteQuestion(ada.browser)
    const host = await window.text(hook('approval-origin'))
    const letters = (await window.exists(hook('other-letters'))) ? await window.text(hook('other-letters')) : undefined
    expect(await window.axe()).toEqual([])
    await ada.refuseSite()
    expect(await site.answer(call)).toEqual({ error: { code: 4001, name: 'UserRejected' } })
    await questionsClose(ada.browser)
    return { host, ...(letters === undefined ? {} : { letters }) }
  }

  beforeAll(async () => {
    ada = await panda('Ada', kind, { acceptsAnyCertificate: true })
    await ada.createFestival(FESTIVAL_PLAN)
    festival = await festivalId(ada)
    const served = await serveAskingSiteSealed(['localhost', 'localhost.', NAME, LOOKALIKE_IN_DNS, `other.${NAME}`])
    afterwards(served.stop)
    port = served.port
  })

  it('is another one with http than with https, at the same name and port: two permissions, two lines in the options', async () => {
    const reads = { festival, type: 'event' }
    const [plain, sealed] = [await visit(`http://localhost:${port}/`), await visit(`https://localhost:${port}/`)]
    expect([plain.origin, sealed.origin]).toEqual([`http://localhost:${port}`, `https://localhost:${port}`])
    expect(await whoAsks(plain)).toEqual({ host: `http://localhost:${port}` })
    expect(await whoAsks(sealed)).toEqual({ host: `localhost:${port}` })
    await plain.connect(ada, { festival, scopes: [`read:${festival}`] })
    expect(await sealed.ask('permissions')).toEqual({ value: [] })
    expect(await sealed.ask('query', reads)).toEqual(UNAUTHORIZED)
    await sealed.connect(ada, { festival, scopes: ['identity'] })
    expect(await sealed.ask('query', reads)).toEqual(UNAUTHORIZED)
    expect(await plain.ask('identity')).toEqual(UNAUTHORIZED)
    expect(await plain.ask('query', reads)).toEqual({ value: { items: [] } })
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#sites'))
    for (const { origin } of [plain, sealed]) await options.waitFor(`${hook('permission')}[data-origin="${origin}"]`)
    await options.click(`${hook('permission')}[data-origin="${plain.origin}"] ${hook('permission-revoke')}`)
    await expect.poll(() => plain.ask('query', reads)).toEqual(UNAUTHORIZED)
    expect(await sealed.ask('permissions')).toMatchObject({ value: [{ origin: sealed.origin, scopes: ['identity'] }] })
  })

  it('has p2panda with https under any name, and with http on this machine only under its two names', async () => {
    const sealed = await visit(`https://${NAME}:${port}/`)
    expect(await sealed.ask('permissions')).toEqual({ value: [] })
    const plain = await visit(`http://${NAME}:${port}/`)
    expect(await plain.page.evaluate('"p2panda" in window')).toBe(false)
  })

  it('is what the browser asked, whatever stands before an @ in the address', async () => {
    const site = await visit(`https://${NAME}@other.${NAME}:${port}/`)
    expect(await whoAsks(site)).toEqual({ host: `other.${NAME}:${port}` })
  })

  it('is another one with a dot at its end', async () => {
    const [without, withDot] = [await visit(`https://localhost:${port}/`), await visit(`https://localhost.:${port}/`)]
    await without.connect(ada, { festival, scopes: [`read:${festival}`] })
    expect(await withDot.ask('permissions')).toEqual({ value: [] })
    expect(await whoAsks(withDot)).toEqual({ host: `localhost.:${port}` })
  })

  it('is read in letters that no other name has, and what they look like is said beside it', async () => {
    const site = await visit(`https://${LOOKALIKE}:${port}/`)
    expect(site.origin).toBe(`https://${LOOKALIKE_IN_DNS}:${port}`)
    expect(await site.ask('permissions')).toEqual({ value: [] })
    const { host, letters } = await whoAsks(site)
    expect(host).toBe(`${LOOKALIKE_IN_DNS}:${port}`)
    expect(letters).toContain(LOOKALIKE)
  })
})
