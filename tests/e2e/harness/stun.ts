// A STUN server on this machine that tells everybody the same invented address, so that tests see what browsers make of it.
import { createSocket } from 'node:dgram'
import { ownAddress } from './own-address.ts'

const BINDING_REQUEST = 0x0001
const BINDING_RESPONSE = 0x0101
const XOR_MAPPED_ADDRESS = 0x0020
const COOKIE = 0x2112a442

export interface StunServer {
  /** As the setting names it. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** `told` is the address that browsers hear. A server with `answers` false takes requests and stays silent. */
export async function startStun(told: { address: string; port: number }, answers = true): Promise<StunServer> {
  const socket = createSocket('udp4')
  socket.on('message', (request, from) => {
    if (answers && request.length >= 20 && request.readUInt16BE(0) === BINDING_REQUEST) {
      socket.send(response(request, told), from.port, from.address)
    }
  })
  await new Promise<void>((resolve) => socket.bind(0, resolve))
  return {
    url: `stun:${ownAddress()}:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

function response(request: Buffer, told: { address: string; port: number }): Buffer {
  const answer = Buffer.alloc(32)
  answer.writeUInt16BE(BINDING_RESPONSE, 0)
  answer.writeUInt16BE(12, 2)
  request.copy(answer, 4, 4, 20)
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, 20)
  answer.writeUInt16BE(8, 22)
  answer.writeUInt8(1, 25)
  answer.writeUInt16BE(told.port ^ (COOKIE >>> 16), 26)
  for (const [index, part] of told.address.split('.').entries()) {
    answer.writeUInt8(Number(part) ^ ((COOKIE >>> (24 - 8 * index)) & 0xff), 28 + index)
  }
  return answer
}
