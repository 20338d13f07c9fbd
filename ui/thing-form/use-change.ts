// Changing something that is offered: the form, and what pressing the button does.
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { either } from '../either-command.ts'
import { useCommand } from '../use-command.ts'
import type { ThingFormState } from './use-offer.ts'
import { useThingForm } from './use-thing-form.ts'

/** `submit` gives the title that it has now; undefined when it did not change, which the form then says. */
export function useChange(festival: FestivalOverview, resource: ResourceRow): ThingFormState<string> {
  const update = useCommand('resource.update')
  const thing = useThingForm(festival, { change: resource })
  const submit = async (): Promise<string | undefined> => {
    const change = await thing.takeChanges()
    if (change === undefined) return undefined
    const { set, unset } = change
    const isSame = Object.keys(set).length === 0 && unset === undefined
    if (!isSame && !(await update.run({ resource: resource.id, ...change }))) return undefined
    return set.title ?? resource.title
  }
  return { thing, command: either(thing.decides.command, update), submit }
}
