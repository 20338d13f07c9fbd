// Which sites can see that p2panda is there: the browser decides, all of them or only those that the person chose. Without any
// nothing is broken, so it is said and not complained about.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import browser from 'webextension-polyfill'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Note } from '../../ui/note.tsx'

/** What the manifest names for the page API, without this machine, where only developers are. */
const ALL_SITES = 'https://*/*'

interface Access {
  all: boolean
  /** Patterns that the browser lets through, when not all. */
  chosen: string[]
}

export function SiteAccess(): JSX.Element | null {
  const access = useSiteAccess()
  if (access === undefined) return null
  return (
    <>
      {!access.all && <Chosen sites={access.chosen} />}
      <More words={t('siteAccess')} test="site-access">
        <p class="small">{t('siteAccessText')}</p>
        <p class="small">{t('siteAccessWithout')}</p>
      </More>
    </>
  )
}

function Chosen({ sites }: { sites: readonly string[] }): JSX.Element {
  return (
    <div class="stack" data-test="site-access-chosen">
      <Note tone="info">{sites.length === 0 ? t('siteAccessNone') : t('siteAccessSome')}</Note>
      {sites.length > 0 && (
        <ul>
          {sites.map((site) => (
            <li key={site} class="mono small break">
              {visibleText(site)}
            </li>
          ))}
        </ul>
      )}
      <Button
        look="line"
        test="site-access-all"
        onClick={() => void browser.permissions.request({ origins: [ALL_SITES] })}
      >
        {t('siteAccessAll')}
      </Button>
    </div>
  )
}

/** Undefined until the browser has said it. */
function useSiteAccess(): Access | undefined {
  const [access, setAccess] = useState<Access | undefined>(undefined)
  useEffect(() => {
    const ask = (): void => void readAccess().then(setAccess)
    const { onAdded, onRemoved } = browser.permissions
    ask()
    onAdded.addListener(ask)
    onRemoved.addListener(ask)
    // People choose in the browser's own pages, and come back.
    document.addEventListener('visibilitychange', ask)
    return () => {
      onAdded.removeListener(ask)
      onRemoved.removeListener(ask)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [])
  return access
}

async function readAccess(): Promise<Access> {
  const [all, { origins = [] }] = await Promise.all([
    browser.permissions.contains({ origins: [ALL_SITES] }),
    browser.permissions.getAll(),
  ])
  return { all, chosen: origins.filter((origin) => origin.startsWith('https:')) }
}
