// The network half in Chromium: one offscreen document, which reports by a port of its own (research: a document may be
// created once only, a second attempt is an error). Survives this worker; a new worker finds it again.

import type { FromNetwork, ToNetwork } from '../messages/network.ts'
import { toNetworkWire } from '../messages/network-wire.ts'
import type { OffscreenApi, Port } from './extension-api.ts'
import type { NetworkHost } from './network.ts'

/** Path of the document inside the extension. */
const OFFSCREEN_PATH = 'network/offscreen.html'

export class OffscreenHost implements NetworkHost {
  // The document outlives the worker; only a crash ends it.
  readonly wakeMinutes: number = 5
  onLost: (() => void) | undefined
  readonly #offscreen: OffscreenApi
  readonly #receive: (message: FromNetwork) => void
  readonly #callDocument: () => void
  #port: Port | undefined
  #waiting: ToNetwork[] = []
  /** Steps of connecting by hand that a document was asked for and did not answer, by their ids. */
  readonly #asked = new Map<number, ToNetwork>()
  #starting: Promise<void> | undefined

  /** `callDocument` lets a document that is there open a port to this worker. */
  constructor(offscreen: OffscreenApi, receive: (message: FromNetwork) => void, callDocument: () => void) {
    this.#offscreen = offscreen
    this.#receive = receive
    this.#callDocument = callDocument
  }

  start(): Promise<void> {
    this.#starting ??= this.#create().finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  async stop(): Promise<void> {
    this.#waiting = []
    this.#asked.clear()
    this.#port = undefined
    if (await this.#offscreen.hasDocument()) await this.#offscreen.closeDocument()
  }

  send(message: ToNetwork): void {
    if (this.#port === undefined) return this.#wait(message)
    if (message.kind === 'signal') this.#asked.set(message.id, message)
    this.#port.postMessage(toNetworkWire(message))
  }

  /**
   * The document connected, for the first time or again. The caller has checked who it is. What the one before was asked and took
   * with it when it gave way, this one is asked: it knows nothing of codes that were made there, and says so.
   */
  attach(port: Port): void {
    this.#port = port
    port.onMessage.addListener((message) => this.#heard(message as FromNetwork))
    port.onDisconnect.addListener(() => {
      if (this.#port !== port) return
      this.#port = undefined
      this.onLost?.()
    })
    for (const message of [...this.#asked.values(), ...this.#waiting.splice(0)]) this.send(message)
  }

  #heard(message: FromNetwork): void {
    if (message.kind === 'signalled') this.#asked.delete(message.id)
    this.#receive(message)
  }

  /** Until the document connects: a refresh once is enough, and so is the newest push of a log. */
  #wait(message: ToNetwork): void {
    const text = JSON.stringify(toNetworkWire(message))
    const others = this.#waiting.filter((earlier) => JSON.stringify(toNetworkWire(earlier)) !== text)
    this.#waiting = [...others, message]
    this.#callDocument()
  }

  async #create(): Promise<void> {
    if (await this.#offscreen.hasDocument()) return
    try {
      await this.#offscreen.createDocument({
        url: OFFSCREEN_PATH,
        reasons: ['WEB_RTC', 'WORKERS'],
        justification: 'Keeps the connections to the other people of your festivals, and checks signatures.',
      })
    } catch (cause) {
      // Somebody else of us was faster, which is as good.
      if (!(await this.#offscreen.hasDocument())) throw cause
    }
  }
}
