// What an entry says, in a few words: for showing two of them side by side.
import type { Statement } from '../src/adapters/dexie/read-notices.ts'
import { isolated } from './hidden-characters.ts'
import { t } from './i18n.ts'

/** "offers Projector"; says so when its content is not here or is nothing that this version knows. */
export function statementWords({ op, title = '' }: Statement): string {
  if (op === undefined) return t('saidNotHere')
  const name = isolated(title)
  switch (op) {
    case 'none':
      return t('saidUnknown')
    case 'festival.create':
      return t('saidFestival', [name])
    case 'festival.update':
    case 'festival.list':
    case 'festival.unlist':
    case 'festival.heads':
      return t('saidFestivalChange')
    case 'festival.join':
      return t('saidJoin')
    case 'log.continue':
      return t('saidContinue')
    case 'profile.set':
      return t('saidProfile')
    case 'resource.create':
      return t('saidOffer', [name])
    case 'resource.update':
      return t('saidThingChange')
    case 'resource.retire':
      return t('saidThingRetire')
    case 'event.create':
      return t('saidEvent', [name])
    case 'event.update':
      return t('saidEventChange')
    case 'event.cancel':
      return t('saidEventCancel')
    case 'request.create':
      return t('saidRequest')
    case 'request.withdraw':
      return t('saidWithdraw')
    case 'authorization.grant':
      return t('saidGrant')
    case 'authorization.deny':
      return t('saidDeny')
    case 'authorization.revoke':
    case 'authorization.release':
      return t('saidTakeBack')
    case 'authorization.hold':
      return t('saidHold')
    case 'programme.publish':
      return t('saidProgramme', [name])
    case 'retract':
      return t('saidRetract')
  }
}
