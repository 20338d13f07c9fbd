// A TURN server on this machine (RFC 8656, over UDP, one user): relays what browsers send and counts it.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { ownAddress } from './own-address.ts'

const [ALLOCATE, REFRESH, SEND, DATA, CREATE_PERMISSION, CHANNEL_BIND] = [3, 4, 6, 7, 8, 9] as const
const [INDICATION, SUCCESS, FAILURE] = [0x0010, 0x0100, 0x0110] as const
const [MESSAGE_INTEGRITY, ERROR_CODE, CHANNEL_NUMBER, LIFETIME, XOR_PEER, DATA_VALUE] = [8, 9, 12, 13, 18, 19] as const
const [REALM, NONCE, XOR_RELAYED, XOR_MAPPED] = [20, 21, 22, 32] as const
const COOKIE = 0x2112a442
const [USER, PASSWORD, OUR_REALM] = ['ada', 'secret', 'p2panda.test']
const KEY = createHash('md5').update(`${USER}:${OUR_REALM}:${PASSWORD}`).digest()

export interface TurnServer {
  /** As the setting names it, with name and password. */
  readonly line: string
  /** Datagrams that were passed on, in both directions. */
  readonly relayed: () => number
  readonly stop: () => Promise<void>
}

interface Place {
  address: string
  port: number
}

/** One browser's relayed address. */
interface Allocation {
  relay: Socket
  channels: Map<number, Place>
}

interface Message {
  method: number
  transaction: Buffer
  attributes: Map<number, Buffer>
}

export async function startTurn(): Promise<TurnServer> {
  const host = ownAddress()
  const server = createSocket('udp4')
  const allocations = new Map<string, Allocation>()
  const nonce = randomBytes(8).toString('hex')
  let relayed = 0

  async function allocationFor(from: RemoteInfo): Promise<Allocation> {
    const relay = createSocket('udp4')
    const allocation: Allocation = { relay, channels: new Map() }
    relay.on('message', (data, peer) => {
      relayed += 1
      const channel = [...allocation.channels].find(([, place]) => isSame(place, peer))?.[0]
      const packet = channel === undefined ? dataIndication(peer, data) : channelData(channel, data)
      server.send(packet, from.port, from.address)
    })
    await new Promise<void>((resolve) => relay.bind(0, host, resolve))
    return allocation
  }

  function passOn(allocation: Allocation | undefined, place: Place | undefined, data: Buffer | undefined): void {
    if (allocation === undefined || place === undefined || data === undefined) return
    relayed += 1
    allocation.relay.send(data, place.port, place.address)
  }

  async function answer(message: Message, from: RemoteInfo): Promise<Buffer> {
    const { method, transaction, attributes } = message
    const id = `${from.address}:${from.port}`
    if (!attributes.has(MESSAGE_INTEGRITY)) {
      const error = Buffer.concat([Buffer.of(0, 0, 4, 1), Buffer.from('Unauthorized')])
      const why = [attribute(ERROR_CODE, error), attribute(REALM, OUR_REALM), attribute(NONCE, nonce)]
      return packet(method | FAILURE, transaction, why)
    }
    const told: Buffer[] = []
    if (method === ALLOCATE) {
      const allocation = allocations.get(id) ?? (await allocationFor(from))
      allocations.set(id, allocation)
      told.push(attribute(XOR_RELAYED, xorAddress({ address: host, port: allocation.relay.address().port })))
      told.push(attribute(XOR_MAPPED, xorAddress(from)))
    }
    if (method === ALLOCATE || method === REFRESH) told.push(attribute(LIFETIME, Buffer.of(0, 0, 2, 88)))
    const [channel, peer] = [attributes.get(CHANNEL_NUMBER), attributes.get(XOR_PEER)]
    if (method === CHANNEL_BIND && channel !== undefined && peer !== undefined) {
      allocations.get(id)?.channels.set(channel.readUInt16BE(0), placeOf(peer))
    }
    return signed(packet(method | SUCCESS, transaction, told))
  }

  server.on('message', (bytes, from) => {
    const allocation = allocations.get(`${from.address}:${from.port}`)
    if ((bytes[0] ?? 0) >= 0x40) {
      const place = allocation?.channels.get(bytes.readUInt16BE(0))
      passOn(allocation, place, bytes.subarray(4, 4 + bytes.readUInt16BE(2)))
      return
    }
    const message = read(bytes)
    if (message === undefined) return
    const peer = message.attributes.get(XOR_PEER)
    if (message.method === (SEND | INDICATION)) {
      passOn(allocation, peer && placeOf(peer), message.attributes.get(DATA_VALUE))
    } else if ([ALLOCATE, REFRESH, CREATE_PERMISSION, CHANNEL_BIND].some((each) => each === message.method)) {
      void answer(message, from).then((reply) => server.send(reply, from.port, from.address))
    }
  })
  await new Promise<void>((resolve) => server.bind(0, host, resolve))
  return {
    line: `turn:${USER}:${PASSWORD}@${host}:${server.address().port}?transport=udp`,
    relayed: () => relayed,
    stop: async () => {
      const sockets = [server, ...[...allocations.values()].map(({ relay }) => relay)]
      await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))))
    },
  }
}

function read(bytes: Buffer): Message | undefined {
  if (bytes.length < 20 || bytes.readUInt32BE(4) !== COOKIE) return undefined
  const attributes = new Map<number, Buffer>()
  for (let at = 20; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16BE(at + 2)
    attributes.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return { method: bytes.readUInt16BE(0), transaction: bytes.subarray(8, 20), attributes }
}

function attribute(type: number, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value)
  const padded = Buffer.alloc(4 + Math.ceil(bytes.length / 4) * 4)
  padded.writeUInt16BE(type, 0)
  padded.writeUInt16BE(bytes.length, 2)
  bytes.copy(padded, 4)
  return padded
}

function packet(type: number, transaction: Buffer, attributes: readonly Buffer[]): Buffer {
  const body = Buffer.concat(attributes)
  const head = Buffer.alloc(8)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(body.length, 2)
  head.writeUInt32BE(COOKIE, 4)
  return Buffer.concat([head, transaction, body])
}

/** With the proof that we know the password; the length in the head counts it already. */
function signed(unsigned: Buffer): Buffer {
  const head = Buffer.from(unsigned)
  head.writeUInt16BE(unsigned.length - 20 + 24, 2)
  return Buffer.concat([head, attribute(MESSAGE_INTEGRITY, createHmac('sha1', KEY).update(head).digest())])
}

function dataIndication(peer: Place, data: Buffer): Buffer {
  const attributes = [attribute(XOR_PEER, xorAddress(peer)), attribute(DATA_VALUE, data)]
  return packet(DATA | INDICATION, randomBytes(12), attributes)
}

function channelData(channel: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(channel, 0)
  head.writeUInt16BE(data.length, 2)
  return Buffer.concat([head, data])
}

function xorAddress({ address, port }: Place): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt8(1, 1)
  bytes.writeUInt16BE(port ^ (COOKIE >>> 16), 2)
  for (const [index, part] of address.split('.').entries()) {
    bytes.writeUInt8(Number(part) ^ ((COOKIE >>> (24 - 8 * index)) & 0xff), 4 + index)
  }
  return bytes
}

/** Its own inverse, apart from the form. */
function placeOf(xored: Buffer): Place {
  const parts = [0, 1, 2, 3].map((index) => xored.readUInt8(4 + index) ^ ((COOKIE >>> (24 - 8 * index)) & 0xff))
  return { address: parts.join('.'), port: xored.readUInt16BE(2) ^ (COOKIE >>> 16) }
}

function isSame(one: Place, other: Place): boolean {
  return one.address === other.address && one.port === other.port
}
