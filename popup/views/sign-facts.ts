// The fields of an operation as people read them, all but those that the sentence and the time say already.
import type { Operation } from '../../src/operations/operation.ts'
import { formatMoment } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'

export interface Fact {
  name: string
  value: string
}

/** Said by the sentence, the time, the signer or the site's own name. */
const SAID: ReadonlySet<string> = new Set([
  'v',
  'op',
  'at',
  'from',
  'to',
  'by',
  'event',
  'request',
  'resource',
  'eventFestival',
  'eventTitle',
  'supersedes',
  'replaces',
  'draw',
])

/** Operations whose title stands in the sentence. */
const TITLED: ReadonlySet<string> = new Set(['event.create', 'resource.create', 'programme.publish'])

/** `zone` is the festival's. */
export function factsOf(operation: Operation, zone: string): Fact[] {
  const fields = 'set' in operation ? operation.set : operation
  return Object.entries(fields).flatMap(([field, value]: [string, unknown]) => {
    if (value === undefined || SAID.has(field) || (field === 'title' && TITLED.has(operation.op))) return []
    return [{ name: nameOf(field), value: valueOf(field, value, zone) }]
  })
}

function nameOf(field: string): string {
  const key = NAMES.get(field)
  return key === undefined ? field : t(key)
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['title', 'factTitle'],
  ['description', 'factAbout'],
  ['note', 'factWords'],
  ['reason', 'factWords'],
  ['message', 'factWords'],
  ['tags', 'factTags'],
  ['links', 'factLinks'],
  ['images', 'factImages'],
  ['audience', 'factAudience'],
  ['series', 'factSeries'],
  ['kind', 'factKind'],
  ['location', 'factLocation'],
  ['availability', 'factAvailability'],
  ['capacity', 'factCapacity'],
  ['buffer', 'factBuffer'],
  ['policy', 'factPolicy'],
  ['requires', 'factRequires'],
  ['quantity', 'factQuantity'],
  ['required', 'factRequired'],
  ['alternativeTo', 'factAlternative'],
  ['expires', 'factExpires'],
  ['events', 'factEvents'],
])

function valueOf(field: string, value: unknown, zone: string): string {
  if (field === 'expires' && typeof value === 'number') return formatMoment(value, zone)
  if (field === 'audience') return value === 'members' ? t('audienceMembers') : t('audiencePublic')
  if (value === true) return t('factYes')
  if (value === false) return t('factNo')
  if (field === 'policy') return t('factByHand')
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
