// What lies inside a festival: the sub-festivals that its creator lists, the others folded away, and the way to a new one.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Nest, Nested } from '../../src/festival/nesting.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { NestForm } from './nest-form.tsx'

export type FestivalNest = Nest<FestivalOverview & Nested>

export function FestivalInside(props: {
  nest: FestivalNest
  mine: readonly PublicKey[]
  /** How a festival inside is shown. */
  card: (inner: FestivalNest) => JSX.Element
}): JSX.Element {
  const { nest, mine, card } = props
  const [isMaking, setMaking] = useState(false)
  const { festival, official, unlisted, unknown } = nest
  const isMine = festival.creator !== undefined && mine.includes(festival.creator)
  const child = (inner: FestivalNest, isListed: boolean): JSX.Element => (
    <li key={inner.festival.festival}>
      {card(inner)}
      {isMine && <Listing parent={festival.festival} child={inner.festival.festival} isListed={isListed} />}
    </li>
  )
  return (
    <div class="festival-inside" data-test="festival-inside">
      <ul class="inner-festivals">
        {official.map((inner) => child(inner, true))}
        {unknown.map((id) => (
          <li key={id}>
            <Unfollowed festival={id} near={festival.festival} />
          </li>
        ))}
      </ul>
      {unlisted.length > 0 && (
        <More words={plural('nestUnlisted', unlisted.length)} test="nest-unlisted">
          <ul class="inner-festivals">{unlisted.map((inner) => child(inner, false))}</ul>
        </More>
      )}
      {isMaking ? (
        <NestForm parent={festival} onDone={() => setMaking(false)} />
      ) : (
        <Button look="line" size="small" icon="nest" test="nest-open" onClick={() => setMaking(true)}>
          {t('nestOpen', [isolated(festival.title)])}
        </Button>
      )}
    </div>
  )
}

/** The creator's word on a sub-festival, given and taken back. */
function Listing(props: { parent: FestivalId; child: FestivalId; isListed: boolean }): JSX.Element {
  const { parent: festival, child, isListed } = props
  const list = useCommand(isListed ? 'festival.unlist' : 'festival.list')
  return (
    <div class="row wrap">
      <Button
        look="quiet"
        size="small"
        busy={list.busy}
        test={isListed ? 'nest-unlist' : 'nest-list'}
        onClick={() => void list.run({ festival, child })}
      >
        {t(isListed ? 'nestUnlist' : 'nestList')}
      </Button>
      <Outcome slow={list.slow} error={list.error} />
    </div>
  )
}

/** Listed, and not followed here. */
function Unfollowed({ festival, near }: { festival: FestivalId; near: FestivalId }): JSX.Element {
  const follow = useCommand('festival.follow')
  return (
    <div class="card padded row wrap" data-test="nest-unknown">
      <span class="grow small">{t('nestUnknown')}</span>
      <Button
        look="line"
        size="small"
        busy={follow.busy}
        test="nest-follow"
        onClick={() => void follow.run({ festival, near })}
      >
        {t('joinAndGoOnline')}
      </Button>
      <Outcome slow={follow.slow} error={follow.error} />
    </div>
  )
}
