// Where an invite leads: the festival, who invites, as whom one would come, and that it goes online (DESIGN §6).
import type { JSX } from 'preact'
import type { Invite } from '../../src/festival/invite.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Animal } from '../../ui/animal.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { personName, personaTitle } from '../../ui/persona-title.ts'
import { Poster } from '../../ui/poster.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import type { NodeState } from '../../ui/use-node.ts'
import { usePeople } from '../../ui/use-people.ts'

export function InviteFacts(props: { invite: Invite; me: PublicKey; festivals: NodeState['festivals'] }): JSX.Element {
  const { invite, me, festivals } = props
  const people = usePeople(invite.festival)
  const isFollowed = festivals.some(({ festival }) => festival === invite.festival)
  return (
    <div class="card padded stack" data-test="invite-facts" data-festival={invite.festival}>
      <div class="row">
        <span class="mini-poster">
          <Poster festival={invite.festival} />
        </span>
        <h2 class="say">
          <SafeText text={invite.title} />
        </h2>
      </div>
      <dl class="facts">
        <dt>{t('factInvites')}</dt>
        <dd class="row">
          <Animal publicKey={invite.invitedBy} size="tiny" />
          <bdi>{personName(invite.invitedBy, people[invite.invitedBy])}</bdi>
        </dd>
        <dt>{t('factComesAs')}</dt>
        <dd class="row">
          <Animal publicKey={me} size="tiny" />
          <bdi>{personaTitle(me)}</bdi>
        </dd>
      </dl>
      <Note tone="info">{isFollowed ? t('joinKnown') : t('joinMeaning')}</Note>
    </div>
  )
}
