// A persona and no festival yet: come in by invite, or start one.
import type { JSX } from 'preact'
import { readApprovals } from '../../src/adapters/dexie/queries.ts'
import { Animal } from '../../ui/animal.tsx'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { JoinForm } from '../../ui/join-form.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { TryDemo } from '../../ui/try-demo.tsx'
import { useLive } from '../../ui/use-live.ts'
import type { ViewProps } from '../app.tsx'
import { go, href } from '../route.ts'
import { ApprovalRows } from '../../ui/request/approval-rows.tsx'

export function WaysIn(props: Omit<ViewProps, 'festival'>): JSX.Element {
  const approvals = useLive(readApprovals)
  return (
    <div class="scroll">
      <div class="row inside ways-head">
        <Animal publicKey={props.me} size="huge" />
        <div class="grow">
          <h1>{t('waysTitle', [personaTitle(props.me)])}</h1>
          <p class="small soft">{t('waysText')}</p>
        </div>
      </div>
      <div class="cards">
        <ApprovalRows approvals={approvals ?? []} hrefOf={(id) => href('approval', id)} />
        <section class="card padded join-card">
          <h2>{t('waysInvite')}</h2>
          <p class="small soft">{t('waysInviteText')}</p>
          <JoinForm festivals={props.node.festivals} onJoined={props.chooseFestival} />
        </section>
        <section class="card padded join-card">
          <h2>{t('waysStart')}</h2>
          <p class="small soft">{t('waysStartText')}</p>
          <Button look="line" wide icon="plus" test="create-festival" onClick={() => go('create')}>
            {t('festivalStart')}
          </Button>
        </section>
        <TryDemo
          onMade={(festival) => {
            props.chooseFestival(festival)
            go('all')
          }}
        />
      </div>
    </div>
  )
}
