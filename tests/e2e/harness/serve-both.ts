// A folder on one port of this machine that answers to http and https alike: two origins that only their scheme tells apart.
import { createServer as createPlain } from 'node:http'
import { createServer as createSealed } from 'node:https'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { answerFrom } from '../../../scripts/serve.ts'
import { selfSigned } from './certificate.ts'

/** First byte of whoever begins TLS. */
const HANDSHAKE = 0x16

/** Serves `folder` with `headers`, under https for these names. */
export async function serveBoth(
  folder: string,
  names: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const answer = await answerFrom(folder, headers)
  const plain = createPlain(answer)
  const sealed = createSealed(selfSigned(names), answer)
  const open = new Set<Socket>()
  const door = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    socket.once('data', (first) => {
      socket.pause()
      socket.unshift(first)
      const server = first[0] === HANDSHAKE ? sealed : plain
      server.emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  return {
    port: (door.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        door.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
