// Offering something: the form, and what pressing the button does.
import type { ResourceRow } from '../../src/festival/views.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { either } from '../either-command.ts'
import { useCommand } from '../use-command.ts'
import { type ThingForm, useThingForm } from './use-thing-form.ts'

export interface OfferState {
  thing: ThingForm
  command: ReturnType<typeof either>
  /** The title of what is offered now; undefined when it is not, which the form then says. */
  submit: () => Promise<string | undefined>
}

/** `like`: something to offer another one of. */
export function useOffer(festival: FestivalOverview, like?: ResourceRow): OfferState {
  const create = useCommand('resource.create')
  const thing = useThingForm(festival, like && { like })
  const submit = async (): Promise<string | undefined> => {
    const said = await thing.take()
    if (said === undefined || !(await create.run({ festival: festival.festival, ...said }))) return undefined
    thing.reset()
    return said.title
  }
  return { thing, command: either(thing.decides.command, create), submit }
}
