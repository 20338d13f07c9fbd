// A thing of mine after it was offered: what it says, who decides about it, what stands in its calendar, and the end of it.
import type { JSX } from 'preact'
import type { ResourceRow } from '../../src/festival/views.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { ChangeFields } from '../../ui/thing-form/change-fields.tsx'
import { RetireThing } from '../../ui/thing-form/retire-thing.tsx'
import { useChange } from '../../ui/thing-form/use-change.ts'
import { useLive } from '../../ui/use-live.ts'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { FormView } from './form-view.tsx'
import { ThingCare } from './thing-care.tsx'
import { ViewHead } from './view-head.tsx'

/** `about` is the id of the resource. */
export function ChangeThing(props: ViewProps & { about: string }): JSX.Element {
  const { about, node, festival } = props
  const resource = useLive(
    async (db) => {
      const id = parseEntryHash(about)
      return id === undefined ? undefined : db.resources.get(id)
    },
    [about],
  )
  const isMine = resource !== undefined && node.mine.includes(resource.owner) && resource.festival === festival.festival
  if (resource === undefined || !isMine || resource.retired !== undefined) {
    return <ViewHead title={t('thingChangeTitle')} back="offer" />
  }
  return <ChangeForm key={resource.id} {...props} resource={resource} />
}

function ChangeForm({ resource, festival, say }: ViewProps & { resource: ResourceRow }): JSX.Element {
  const change = useChange(festival, resource)
  const toOffer = (): ((said: string) => void) => {
    const goOn = whenDone()
    return (said) => {
      say(said)
      goOn('offer')
    }
  }
  const submit = async (): Promise<void> => {
    const goOn = toOffer()
    const title = await change.submit()
    if (title !== undefined) goOn(t('eventSaved', [isolated(title)]))
  }
  return (
    <FormView
      title={t('thingChangeTitle')}
      back="offer"
      command={change.command}
      submit={{ words: t('eventSave'), test: 'thing-save' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <ChangeFields thing={change.thing} festival={festival} resource={resource} />
      </div>
      <section>
        <h2 class="section-title">{t('thingCalendar')}</h2>
        <ul class="inside">
          <ThingCare resource={resource} zone={festival.timezone} say={say} />
        </ul>
      </section>
      <div class="inside">
        <RetireThing resource={resource} zone={festival.timezone} whenDone={toOffer} />
      </div>
    </FormView>
  )
}
