// What a backup file says beside logs: the festivals that are followed, with the keys to them, the people that were named or
// blocked, choices, and how far the own logs were (docs/protocol-backup.md). Web sites' permissions are not in it.

import { fromHex, toHex, utf8Encode } from '../bamboo/bytes.ts'
import {
  parseEntryHash,
  parsePublicKey,
  type EntryHash,
  type FestivalId,
  type ObjectId,
  type PublicKey,
} from '../operations/ids.ts'
import type { Membership, Quota } from '../ports/log-store.ts'
import { isObject, jsonIn } from './backup-format.ts'

const TOPIC_KEY_LENGTH = 32
/** UTF-16 units of the longest text that is taken over. */
const MAX_TEXT = 4096

/** Somebody who was given a name, or is blocked. */
export interface BackupPerson {
  author: PublicKey
  name?: string
  blocked: boolean
}

/** An own log as it was: enough to see later whether anything is missing. */
export interface BackupLogHead {
  festival: FestivalId
  author: PublicKey
  /** In decimal. */
  logId: string
  seqNum: number
  /** Of that entry; absent when the log goes on beyond what counts. */
  hash?: EntryHash
}

/** Choices of the person, those that were made. */
export interface BackupSettings {
  online?: boolean
  relayOnly?: boolean
  sparing?: boolean
  trackers?: string[]
  iceServers?: string[]
  /** By `<festival>/<author>`. */
  quotas?: Record<string, Quota>
  currentFestival?: string
  defaultPersona?: PublicKey
  /** What I call my personas, by their key. */
  personaLabels?: Record<PublicKey, string>
  /** Events that were marked. */
  favourites?: ObjectId[]
}

export interface BackupDescription {
  memberships: Membership[]
  people: BackupPerson[]
  settings: BackupSettings
  heads: BackupLogHead[]
  /** Festivals that were left and whose data was kept; absent where an earlier version read the file. */
  left?: FestivalId[]
  /** Own entries that say more than "I joined". */
  own: number
}

/** Of a file whose description can not be read. */
export const NO_DESCRIPTION: BackupDescription = {
  memberships: [],
  people: [],
  settings: {},
  heads: [],
  own: 0,
}

/** As JSON; bytes as hex. */
export function encodeDescription({ memberships, ...rest }: BackupDescription): Uint8Array {
  const plain = memberships.map((membership) => ({ ...membership, topicKey: toHex(membership.topicKey) }))
  return utf8Encode(JSON.stringify({ v: 1, memberships: plain, ...rest }))
}

/** Reads it; undefined for what is none. Of a list what has not the right form is left out, the rest counts. */
export function parseDescription(json: Uint8Array): BackupDescription | undefined {
  const value = jsonIn(json)
  if (!isObject(value) || value['v'] !== 1) return undefined
  return {
    memberships: listOf(value['memberships'], parseMembership),
    people: listOf(value['people'], parsePerson),
    settings: parseSettings(value['settings']),
    heads: listOf(value['heads'], parseLogHead),
    left: hashesIn(value['left']),
    own: isCount(value['own']) ? value['own'] : 0,
  }
}

function listOf<Item>(value: unknown, parse: (each: Record<string, unknown>) => Item | undefined): Item[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each: unknown) => {
    const item = isObject(each) ? parse(each) : undefined
    return item === undefined ? [] : [item]
  })
}

function parseMembership(value: Record<string, unknown>): Membership | undefined {
  const festival = parseEntryHash(value['festival'])
  const persona = parsePublicKey(value['persona'])
  const invitedBy = parsePublicKey(value['invitedBy'])
  const title = text(value['title'])
  const { topicKey, joinedAt } = value
  const key = typeof topicKey === 'string' ? fromHex(topicKey) : undefined
  if (festival === undefined || persona === undefined || key?.length !== TOPIC_KEY_LENGTH || !isCount(joinedAt)) {
    return undefined
  }
  const more = {
    ...(title === undefined ? {} : { title }),
    ...(invitedBy === undefined ? {} : { invitedBy }),
    ...(value['earlier'] === undefined ? {} : { earlier: keysIn(value['earlier']) }),
  }
  return { festival, topicKey: key, trackers: texts(value['trackers']) ?? [], joinedAt, persona, ...more }
}

function parsePerson(value: Record<string, unknown>): BackupPerson | undefined {
  const author = parsePublicKey(value['author'])
  const name = text(value['name'])
  if (author === undefined) return undefined
  return { author, blocked: value['blocked'] === true, ...(name === undefined ? {} : { name }) }
}

function parseLogHead(value: Record<string, unknown>): BackupLogHead | undefined {
  const festival = parseEntryHash(value['festival'])
  const author = parsePublicKey(value['author'])
  const hash = parseEntryHash(value['hash'])
  const { logId, seqNum } = value
  if (festival === undefined || author === undefined || !isCount(seqNum)) return undefined
  if (typeof logId !== 'string' || !/^[0-9]{1,20}$/.test(logId)) return undefined
  return { festival, author, logId, seqNum, ...(hash === undefined ? {} : { hash }) }
}

function parseSettings(value: unknown): BackupSettings {
  if (!isObject(value)) return {}
  const settings: BackupSettings = {}
  for (const key of ['online', 'relayOnly', 'sparing'] as const) {
    const choice = value[key]
    if (typeof choice === 'boolean') settings[key] = choice
  }
  for (const key of ['trackers', 'iceServers'] as const) {
    const lines = texts(value[key])
    if (lines !== undefined) settings[key] = lines
  }
  const current = parseEntryHash(value['currentFestival'])
  if (current !== undefined) settings.currentFestival = current
  const persona = parsePublicKey(value['defaultPersona'])
  if (persona !== undefined) settings.defaultPersona = persona
  if (isObject(value['personaLabels'])) settings.personaLabels = parseLabels(value['personaLabels'])
  if (Array.isArray(value['favourites'])) {
    settings.favourites = value['favourites'].map(parseEntryHash).filter((each) => each !== undefined)
  }
  if (isObject(value['quotas'])) settings.quotas = parseQuotas(value['quotas'])
  return settings
}

function parseQuotas(value: Record<string, unknown>): Record<string, Quota> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, quota]) => {
      if (!/^0040[0-9a-f]{128}\/[0-9a-f]{64}$/.test(name) || !isObject(quota)) return []
      const { entries, bytes } = quota
      return isCount(entries) && isCount(bytes) ? [[name, { entries, bytes }] as const] : []
    }),
  )
}

function parseLabels(value: Record<string, unknown>): Record<PublicKey, string> {
  const labels: Record<PublicKey, string> = {}
  for (const [key, label] of Object.entries(value)) {
    const [persona, words] = [parsePublicKey(key), text(label)]
    if (persona !== undefined && words !== undefined) labels[persona] = words
  }
  return labels
}

function hashesIn(value: unknown): FestivalId[] {
  if (!Array.isArray(value)) return []
  return value.map(parseEntryHash).filter((each) => each !== undefined)
}

function keysIn(value: unknown): PublicKey[] {
  if (!Array.isArray(value)) return []
  return value.map(parsePublicKey).filter((each) => each !== undefined)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TEXT ? value : undefined
}

function texts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.map(text).filter((each) => each !== undefined)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
