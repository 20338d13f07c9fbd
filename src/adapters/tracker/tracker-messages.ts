// The JSON of WebTorrent trackers, both ways. Names and ids are 20 bytes written as 20 characters U+0000 to U+00FF. What a
// tracker sends is not trusted: anything unexpected is nothing.

const ID_LENGTH = 20
const MAX_MESSAGE_CHARS = 64 * 1024
const MAX_SEALED_CHARS = 2_048

export type FromTracker = {
  kind: 'offer' | 'answer'
  name: Uint8Array
  peer: Uint8Array
  offerId: Uint8Array
  sealed: string
}

export interface AnnounceParts {
  name: Uint8Array
  ownId: Uint8Array
  event?: 'started' | 'stopped'
  offers: readonly { id: Uint8Array; sealed: string }[]
}

export function announceMessage({ name, ownId, event, offers }: AnnounceParts): string {
  return JSON.stringify({
    action: 'announce',
    info_hash: toLatin1(name),
    peer_id: toLatin1(ownId),
    numwant: offers.length,
    uploaded: 0,
    downloaded: 0,
    left: 1,
    ...(event === undefined ? {} : { event }),
    offers: offers.map(({ id, sealed }) => ({ offer_id: toLatin1(id), offer: { type: 'offer', sdp: sealed } })),
  })
}

export function answerMessage(parts: {
  name: Uint8Array
  ownId: Uint8Array
  peer: Uint8Array
  offerId: Uint8Array
  sealed: string
}): string {
  return JSON.stringify({
    action: 'announce',
    info_hash: toLatin1(parts.name),
    peer_id: toLatin1(parts.ownId),
    to_peer_id: toLatin1(parts.peer),
    offer_id: toLatin1(parts.offerId),
    answer: { type: 'answer', sdp: parts.sealed },
  })
}

/** The offer or answer in a message; undefined for all other messages and for nonsense. */
export function parseTrackerMessage(data: unknown): FromTracker | undefined {
  if (typeof data !== 'string' || data.length > MAX_MESSAGE_CHARS) return undefined
  const message = parseObject(data)
  if (message?.['action'] !== 'announce') return undefined
  const kind = isObject(message['offer']) ? 'offer' : 'answer'
  const description = message[kind]
  const name = fromLatin1(message['info_hash'])
  const peer = fromLatin1(message['peer_id'])
  const offerId = fromLatin1(message['offer_id'])
  if (!isObject(description) || name === undefined || peer === undefined || offerId === undefined) return undefined
  const sealed = description['sdp']
  if (typeof sealed !== 'string' || sealed.length > MAX_SEALED_CHARS) return undefined
  return { kind, name, peer, offerId, sealed }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toLatin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

function fromLatin1(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length !== ID_LENGTH) return undefined
  const bytes = Uint8Array.from({ length: ID_LENGTH }, (_, index) => text.charCodeAt(index) & 0xff)
  return toLatin1(bytes) === text ? bytes : undefined
}
