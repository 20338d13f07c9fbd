// The part of bittorrent-tracker's server that we use; the package brings no types.
declare module 'bittorrent-tracker/server' {
  import type { EventEmitter } from 'node:events'
  import type { Server as HttpServer } from 'node:http'

  export interface TrackerOptions {
    readonly udp: boolean
    readonly http: boolean
    readonly ws: boolean
    readonly stats: boolean
  }

  export default class Server extends EventEmitter {
    constructor(options: TrackerOptions)
    readonly http: HttpServer
    listen(port: number, host: string, onListening: () => void): void
    close(onClosed: () => void): void
  }
}
