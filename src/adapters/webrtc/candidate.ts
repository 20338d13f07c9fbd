// One address at which a peer may be reached, as an SDP line and as 3 to 19 bytes. Only UDP; what the other side can
// compute itself (foundation, priority) or must not know (related address) is left out.

import type { WireReader, WireWriter } from '../../gossip/wire.ts'

export type AddressKind = 'v4' | 'v6' | 'mdns'
export type CandidateType = 'host' | 'srflx' | 'relay'

export interface Candidate {
  type: CandidateType
  kind: AddressKind
  /** 4 bytes, or 16 for IPv6 and for the UUID of an mDNS name. */
  address: Uint8Array
  port: number
}

const ADDRESS_KINDS: readonly AddressKind[] = ['v4', 'v6', 'mdns']
const TYPES: readonly CandidateType[] = ['host', 'srflx', 'relay']
const TYPE_PREFERENCE: Readonly<Record<CandidateType, number>> = { host: 126, srflx: 100, relay: 2 }
const LINE = /^a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ (host|srflx|relay)(?: |$)/i
const MDNS_NAME = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.local$/

/** The candidate of an SDP line; undefined for other lines and for candidates that we do not pass on. */
export function parseCandidate(line: string): Candidate | undefined {
  const [, host = '', portText = '', type = ''] = LINE.exec(line) ?? []
  const port = Number(portText)
  const address = parseAddress(host)
  if (address === undefined || port < 1 || port > 65_535) return undefined
  return { ...address, type: type.toLowerCase() as CandidateType, port }
}

/** The SDP line; `index` makes foundation and priority unique. */
export function candidateLine(candidate: Candidate, index: number): string {
  const { type, port } = candidate
  const priority = TYPE_PREFERENCE[type] * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255
  const related = type === 'host' ? '' : candidate.kind === 'v6' ? ' raddr :: rport 0' : ' raddr 0.0.0.0 rport 0'
  return `a=candidate:${index + 1} 1 udp ${priority} ${addressText(candidate)} ${port} typ ${type}${related}`
}

export function candidateLength(candidate: Candidate): number {
  return 1 + candidate.address.length + 2
}

export function writeCandidate(writer: WireWriter, { type, kind, address, port }: Candidate): void {
  writer.byte(ADDRESS_KINDS.indexOf(kind) | (TYPES.indexOf(type) << 2))
  writer.fixed(address).fixed(Uint8Array.of(port >> 8, port & 0xff))
}

/** Marks the reader as failed when there is no candidate. */
export function readCandidate(reader: WireReader): Candidate {
  const head = reader.byte()
  const kind = ADDRESS_KINDS[head & 3]
  const type = TYPES[head >> 2]
  const address = reader.fixed(kind === 'v4' ? 4 : 16)
  const port = reader.byte() * 256 + reader.byte()
  if (kind === undefined || type === undefined || port === 0) reader.fail()
  return { kind: kind ?? 'v4', type: type ?? 'host', address, port }
}

function parseAddress(host: string): { kind: AddressKind; address: Uint8Array } | undefined {
  const uuid = MDNS_NAME.exec(host)?.[1]
  if (uuid !== undefined) return { kind: 'mdns', address: bytesOfHex(uuid.replaceAll('-', '')) }
  const v4 = parseV4(host)
  if (v4 !== undefined) return { kind: 'v4', address: v4 }
  const v6 = parseV6(host)
  return v6 === undefined ? undefined : { kind: 'v6', address: v6 }
}

function parseV4(host: string): Uint8Array | undefined {
  const parts = host.split('.')
  const isV4 = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  return isV4 ? Uint8Array.from(parts, Number) : undefined
}

function parseV6(host: string): Uint8Array | undefined {
  const [head = '', tail, ...more] = host.split('::')
  if (more.length > 0 || !/^[0-9a-f:]+$/i.test(host)) return undefined
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return bytesOfHex(groups.map((group) => group.padStart(4, '0')).join(''))
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  )
}

function addressText({ kind, address }: Candidate): string {
  if (kind === 'v4') return address.join('.')
  const hex = Array.from(address, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (kind === 'v6') return (hex.match(/.{4}/g) ?? []).join(':')
  const at = [0, 8, 12, 16, 20, 32]
  return `${at
    .slice(1)
    .map((end, index) => hex.slice(at[index], end))
    .join('-')}.local`
}
