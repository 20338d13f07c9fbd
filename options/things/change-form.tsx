// Changing something of mine in the options page, and offering it no longer.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { t } from '../../ui/i18n.ts'
import { ChangeFields } from '../../ui/thing-form/change-fields.tsx'
import { RetireThing } from '../../ui/thing-form/retire-thing.tsx'
import { useChange } from '../../ui/thing-form/use-change.ts'
import { FormCard } from '../form-card.tsx'
import { whenDone } from '../section-route.ts'
import { thingAddress } from './thing-address.ts'

export function ChangeForm(props: { festival: FestivalOverview; resource: ResourceRow }): JSX.Element {
  const { festival, resource } = props
  const change = useChange(festival, resource)
  const toPage = (): (() => void) => {
    const goOn = whenDone()
    return () => goOn(thingAddress(resource.id))
  }
  const submit = async (): Promise<void> => {
    const goOn = toPage()
    if ((await change.submit()) !== undefined) goOn()
  }
  return (
    <>
      <FormCard
        title={t('thingChangeTitle')}
        command={change.command}
        submit={{ words: t('eventSave'), test: 'thing-save' }}
        onSubmit={submit}
      >
        <ChangeFields thing={change.thing} festival={festival} resource={resource} />
      </FormCard>
      <div class="card padded">
        <RetireThing resource={resource} zone={festival.timezone} whenDone={toPage} />
      </div>
    </>
  )
}
