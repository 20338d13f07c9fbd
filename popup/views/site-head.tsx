// Who asks: the site's full origin, never its title or icon, which it could choose to deceive (wallet-security §8).
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { readPermissions } from '../../src/adapters/dexie/queries.ts'
import { Badge } from '../../ui/badge.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { otherLetters } from '../../ui/other-letters.ts'
import { useLive } from '../../ui/use-live.ts'
import { siteName } from '../../ui/request/approval-rows.tsx'

/** `words` follow the name ("wants to connect"). Takes the focus, so that no button has it. */
export function SiteHead(props: { origin: string; words: string; waiting: number }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [props.origin])
  const permissions = useLive(readPermissions)
  const first =
    permissions !== undefined && !permissions.some(({ origin, blocked }) => origin === props.origin && blocked === 0)
  const name = siteName(props.origin)
  const letters = otherLetters(props.origin)
  return (
    <>
      <div class="site">
        <span class="site-mark" aria-hidden="true">
          {name.replace(/^http:\/\//, '').charAt(0)}
        </span>
        <span class="grow">
          <h1 class="site-name" tabIndex={-1} ref={heading} data-test="approval-origin">
            <bdi>{name}</bdi>
          </h1>
          <span class="small soft">{props.words}</span>
          <span class="row wrap">
            {first && <Badge tone="info">{t('siteFirst')}</Badge>}
            {props.waiting > 1 && <span class="small soft mono">{t('siteWaiting', [props.waiting])}</span>}
          </span>
        </span>
      </div>
      {letters !== undefined && (
        <Note tone="warn" icon="warn" test="other-letters">
          {t('siteOtherLetters', [isolated(letters)])}
        </Note>
      )}
    </>
  )
}
