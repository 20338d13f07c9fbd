// The part of bittorrent-tracker's client that we use; the package brings no types.
declare module 'bittorrent-tracker/client' {
  import type { EventEmitter } from 'node:events'

  export interface ClientOptions {
    /** 20 bytes in hexadecimal. */
    readonly infoHash: string
    readonly peerId: string
    readonly announce: readonly string[]
    readonly port: number
    /** An implementation of WebRTC for Node. */
    readonly wrtc: object
  }

  /** Events: `scrape` with the numbers of a swarm, `warning` and `error` with an Error. */
  export default class Client extends EventEmitter {
    constructor(options: ClientOptions)
    on(event: 'warning' | 'error', listener: (error: Error) => void): this
    once(event: 'scrape', listener: (swarm: { complete: number; incomplete: number }) => void): this
    scrape(): void
    destroy(): void
  }
}
