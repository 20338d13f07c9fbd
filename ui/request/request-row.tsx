// A request that waits behind the opened one: who, what, when in two lines; pressing opens it.
import type { JSX } from 'preact'
import { formatWhen } from '../format.ts'
import { isolated } from '../hidden-characters.ts'
import { list, t } from '../i18n.ts'
import { SafeText } from '../safe-text.tsx'
import { Thing } from '../thing.tsx'
import type { People } from '../use-people.ts'
import type { InboxGroup } from './group-inbox.ts'
import { askerName } from './request-words.ts'

export function RequestRow(props: {
  group: InboxGroup
  people: People
  zone: string
  onOpen: () => void
}): JSX.Element {
  const [first] = props.group
  const askers = list([...new Set(props.group.map((item) => isolated(askerName(item, props.people))))])
  return (
    <button
      type="button"
      class="list-button"
      data-test="inbox-row"
      data-request={first.request.id}
      onClick={props.onOpen}
    >
      <Thing resource={first.resource} size="small" />
      <span class="grow">
        <b class="cut mono small" style={{ display: 'block' }}>
          <SafeText text={first.resource.title} />
        </b>
        <span class="small soft">{t('requestRow', [askers, formatWhen(first.request, props.zone)])}</span>
      </span>
    </button>
  )
}
