// Client of Firefox's own remote control, Marionette protocol 3: `length:[type, id, command or error, parameters]` over
// TCP. Commands are answered one after the other, since the current window is a state of the connection.
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** Firefox refused a command; `code` is the WebDriver error, for example `no such window`. */
export class MarionetteError extends Error {
  readonly code: string
  constructor(command: string, code: string, message: string) {
    super(`${command}: ${code}: ${message}`)
    this.code = code
  }
}

interface Waiting {
  readonly command: string
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** One connection. `send` may be called at any time; `exclusive` keeps several commands together. */
export interface Marionette {
  readonly send: (command: string, parameters?: object) => Promise<unknown>
  /** Runs `work` when nobody else holds the connection, so that the current window stays the same throughout. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>
  readonly end: () => void
}

/** Connects to the port that Firefox wrote into its profile. Rejects when nobody listens there (yet). */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect({ host: '127.0.0.1', port })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const waiting = new Map<number, Waiting>()
  readMessages(socket, (message) => settle(waiting, message))
  const fail = (): void => {
    for (const { command, reject } of waiting.values()) reject(new Error(`${command}: Firefox closed the connection`))
    waiting.clear()
  }
  socket.on('close', fail)
  socket.on('error', fail)

  let nextId = 1
  let queue: Promise<unknown> = Promise.resolve()
  return {
    send: (command, parameters = {}) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error(`${command}: Firefox is gone`))
        const text = JSON.stringify([0, nextId, command, parameters])
        waiting.set(nextId, { command, resolve, reject })
        nextId += 1
        socket.write(`${Buffer.byteLength(text)}:${text}`)
      }),
    exclusive: (work) => {
      const result = queue.then(work)
      queue = result.catch(() => undefined)
      return result
    },
    end: () => socket.destroy(),
  }
}

function readMessages(socket: Socket, onMessage: (message: unknown) => void): void {
  let buffer = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    buffer = Buffer.concat([buffer, data])
    for (;;) {
      const colon = buffer.indexOf(':')
      const length = Number(buffer.subarray(0, Math.max(colon, 0)).toString('latin1'))
      if (colon < 1 || buffer.length < colon + 1 + length) return
      onMessage(JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString('utf8')))
      buffer = buffer.subarray(colon + 1 + length)
    }
  })
}

function settle(waiting: Map<number, Waiting>, message: unknown): void {
  // The first message is an object that introduces the server; all later ones are arrays.
  if (!Array.isArray(message)) return
  const [, id, error, value] = message as [number, number, { error: string; message: string } | null, unknown]
  const asked = waiting.get(id)
  waiting.delete(id)
  if (error !== null) asked?.reject(new MarionetteError(asked.command, error.error, error.message))
  else asked?.resolve(value)
}
