// One thing or place in a list: picture in the owner's colour, name, owner, who decides.
import type { JSX } from 'preact'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { Incomplete } from '../../ui/incomplete.tsx'
import { t } from '../../ui/i18n.ts'
import { personName } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Thing } from '../../ui/thing.tsx'
import type { People } from '../../ui/use-people.ts'
import { policyWords } from './policy-words.ts'

export function ThingRow(props: { resource: ResourceRow; me: PublicKey; people: People }): JSX.Element {
  const { resource } = props
  const owner =
    resource.owner === props.me ? undefined : isolated(personName(resource.owner, props.people[resource.owner]))
  return (
    <li class="need" data-test="thing" data-title={resource.title}>
      <Thing resource={resource} size="small" />
      <span class="grow">
        <span class="need-name">
          <SafeText text={resource.title} />
          {resource.capacity > 1 && <span class="soft"> × {resource.capacity}</span>}
        </span>
        <span class="small soft">{resource.retired ? t('thingRetired') : policyWords(resource.policy, owner)}</span>
        <Incomplete row={resource} />
      </span>
    </li>
  )
}
