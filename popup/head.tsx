// The head of the popup: who I am, how many hold my data, online or not.
import { useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { Animal } from '../ui/animal.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Health } from '../ui/health.tsx'
import { t } from '../ui/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { OnlineSwitch } from '../ui/online-switch.tsx'
import { personName } from '../ui/persona-title.ts'
import { useLive } from '../ui/use-live.ts'
import type { NodeState } from '../ui/use-node.ts'
import { loadPeople, type People } from '../ui/use-people.ts'
import { MeSheet } from '../ui/me-sheet.tsx'

export function Head(props: { me: PublicKey; node: NodeState; festival?: FestivalOverview | undefined }): JSX.Element {
  const { me, node } = props
  const festival = props.festival?.festival
  const [open, setOpen] = useState(false)
  const people = useLive(
    async (db): Promise<People> => (festival === undefined ? {} : loadPeople(db, festival)),
    [festival],
  )
  return (
    <header>
      <button type="button" class="me" aria-haspopup="dialog" data-test="me" onClick={() => setOpen(true)}>
        <Animal publicKey={me} />
        <span class="grow">
          <b class="row" data-test="persona" data-key={me}>
            <bdi class="cut">{personName(me, people?.[me])}</bdi>
            <Icon name="down" size="small" />
          </b>
          {props.festival?.isDemo ? (
            <span class="health" data-test="demo-badge">
              <Badge tone="info">{t('demoBadge')}</Badge>
              <span class="cut">{t('demoHere')}</span>
            </span>
          ) : (
            <Health node={node} festival={festival} />
          )}
        </span>
      </button>
      <OnlineSwitch online={node.online} />
      {open && (
        <MeSheet me={me} node={node} festival={props.festival} onClose={() => setOpen(false)}>
          <Button
            look="line"
            wide
            icon="gear"
            test="open-options"
            onClick={() => void browser.runtime.openOptionsPage()}
          >
            {t('settings')}
          </Button>
        </MeSheet>
      )}
    </header>
  )
}
