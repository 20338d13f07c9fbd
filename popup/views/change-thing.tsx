// A thing of mine after it was offered: what it says, who decides about it, what stands in its calendar, and the end of it.
import type { JSX } from 'preact'
import type { ResourceRow } from '../../src/festival/views.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { TextField } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Incomplete } from '../../ui/incomplete.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import type { ViewProps } from '../app.tsx'
import { either } from '../either-command.ts'
import { whenDone } from '../route.ts'
import { useThingForm } from '../use-thing-form.ts'
import { FormView } from './form-view.tsx'
import { OfferPolicy } from './offer-policy.tsx'
import { PolicyChange } from './policy-change.tsx'
import { RetireThing } from './retire-thing.tsx'
import { ThingCare } from './thing-care.tsx'
import { MoreFields, PlaceFields, ThingPictures } from './thing-fields.tsx'
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
  const update = useCommand('resource.update')
  const thing = useThingForm(festival, resource)
  const { form, decides } = thing
  const submit = async (): Promise<void> => {
    const goOn = whenDone()
    const change = await thing.takeChanges()
    if (change === undefined) return
    const { set, unset } = change
    const isSame = Object.keys(set).length === 0 && unset === undefined
    if (!isSame && !(await update.run({ resource: resource.id, ...change }))) return
    say(t('eventSaved', [isolated(set.title ?? resource.title)]))
    goOn('offer')
  }
  return (
    <FormView
      title={t('thingChangeTitle')}
      back="offer"
      command={either(decides.command, update)}
      submit={{ words: t('eventSave'), test: 'thing-save' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <Incomplete row={resource} />
        <TextField label={t('offerName')} {...form.field('title')} required test="offer-title" />
        {resource.kind === 'place' && <PlaceFields thing={thing} />}
        <OfferPolicy decides={decides} festival={festival} />
        {decides.changed && <PolicyChange resource={resource} chosen={decides.form.values.policy} />}
        <ThingPictures thing={thing} />
        <MoreFields thing={thing} festival={festival} isThere />
      </div>
      <section>
        <h2 class="section-title">{t('thingCalendar')}</h2>
        <ul class="inside">
          <ThingCare resource={resource} zone={festival.timezone} say={say} />
        </ul>
      </section>
      <RetireThing resource={resource} zone={festival.timezone} say={say} />
    </FormView>
  )
}
