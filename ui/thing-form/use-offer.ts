// Offering something: the form, and what pressing the button does.
import type { ResourceRow } from '../../src/festival/views.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { either } from '../either-command.ts'
import { useCommand } from '../use-command.ts'
import { type ThingForm, useThingForm } from './use-thing-form.ts'

export interface ThingFormState<Sent> {
  thing: ThingForm
  command: ReturnType<typeof either>
  /** What was sent; undefined when it was not, which the form then says. */
  submit: () => Promise<Sent | undefined>
}

/** `like`: something to offer another one of. */
export function useOffer(
  festival: FestivalOverview,
  like?: ResourceRow,
): ThingFormState<{ resource: ObjectId; title: string }> {
  const create = useCommand('resource.create')
  const thing = useThingForm(festival, like && { like })
  const submit = async (): Promise<{ resource: ObjectId; title: string } | undefined> => {
    const said = await thing.take()
    // The form has no field for tags.
    const tags = like === undefined || like.tags.length === 0 ? {} : { tags: like.tags }
    const made = said && (await create.run({ festival: festival.festival, ...tags, ...said }))
    if (made === undefined) return undefined
    thing.reset()
    return { ...made, title: said?.title ?? '' }
  }
  return { thing, command: either(thing.decides.command, create), submit }
}
