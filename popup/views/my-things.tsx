// What I offer in this festival already.
import { Fragment, type JSX } from 'preact'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { readResources } from '../../src/adapters/dexie/queries.ts'
import { t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import type { ViewProps } from '../app.tsx'
import { ThingCare } from './thing-care.tsx'
import { ThingRow, titlesOf } from './thing-row.tsx'

export function MyThings(props: {
  mine: readonly PublicKey[]
  festival: FestivalId
  zone: string
  say: ViewProps['say']
}): JSX.Element | null {
  const resources = useLive((db) => readResources(db, props.festival), [props.festival])
  const offered = resources?.filter(({ owner, retired }) => props.mine.includes(owner) && retired === undefined) ?? []
  if (offered.length === 0) return null
  const titles = titlesOf(resources ?? [])
  return (
    <section>
      <h2 class="section-title">{t('offerMine')}</h2>
      <ul class="inside">
        {offered.map((resource) => (
          <Fragment key={resource.id}>
            <ThingRow resource={resource} mine={props.mine} people={{}} zone={props.zone} titles={titles} />
            <ThingCare resource={resource} zone={props.zone} say={props.say} />
          </Fragment>
        ))}
      </ul>
    </section>
  )
}
