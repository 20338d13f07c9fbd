// Everything that there is to have, the page of each, and the forms to offer, change and ask for one.
import type { JSX } from 'preact'
import { parseEntryHash, type ObjectId } from '../../src/operations/ids.ts'
import { NoFestival } from '../no-festival.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { KINDS } from '../../ui/thing-form/offer-choices.tsx'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import { thingActs, type ThingAct } from '../things/thing-address.ts'
import { AskForm } from '../things/ask-form.tsx'
import { ChangeForm } from '../things/change-form.tsx'
import { OfferForm } from '../things/offer-form.tsx'
import { ThingList } from '../things/thing-list.tsx'
import { ThingPage } from '../things/thing-page.tsx'
import { useThingPage } from '../things/use-thing-page.ts'

export function Things({ node, path }: { node: NodeState; path: readonly string[] }): JSX.Element {
  const [festival] = useCurrentFestival(node.festivals, node.archived)
  const [what, about, act] = path
  if (what === 'thing') {
    return <OneThing node={node} id={parseEntryHash(about)} act={thingActs.find((each) => each === act)} />
  }
  if (festival === undefined || node.persona === undefined) {
    return <NoFestival node={node} />
  }
  if (what === 'offer')
    return <OfferForm festival={festival} kind={KINDS.find(({ kind }) => kind === about)?.kind ?? 'thing'} />
  return <ThingList node={node} />
}

function OneThing(props: { node: NodeState; id: ObjectId | undefined; act: ThingAct | undefined }): JSX.Element | null {
  const { node, act } = props
  const state = useThingPage(props.id)
  if (state === undefined) return null
  const festival = allFestivals(node).find((each) => each.festival === state?.resource.festival)
  if (state === null || festival === undefined) return <Empty title={t('lookNone')} text={t('lookNoneText')} />
  const { resource } = state
  const isMine = node.mine.includes(resource.owner)
  const shared = { resource, festival, node }
  return (
    <>
      <p>
        <a href="#things" class="row reach" data-test="things-back">
          <Icon name="left" size="small" />
          {t('thingsAllOf')}
        </a>
      </p>
      {act === 'ask' && resource.retired === undefined && <AskForm {...shared} next={state.next} />}
      {act === 'change' && isMine && resource.retired === undefined && <ChangeForm key={resource.id} {...shared} />}
      {act === 'like' && isMine && <OfferForm key={resource.id} festival={festival} like={resource} />}
      {act === undefined && <ThingPage state={state} node={node} />}
    </>
  )
}
