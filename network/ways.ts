// How this browser is reached and reaches others, as the settings say: by which servers, through relays only, sparingly.

import { isRelay, parseIceServer, type IceServerAddress } from '../src/adapters/dexie/ice-server.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { DEFAULT_ICE_SERVERS, readSetting } from '../src/adapters/dexie/settings.ts'
import { savesData } from '../src/adapters/web/network-connection.ts'
import { usableServers } from '../src/adapters/webrtc/usable-servers.ts'

export class Ways {
  readonly #db: Database
  #lines: readonly string[] = []
  #servers: readonly IceServerAddress[] = []
  /** The lines that these servers were made of. */
  #made = ''
  #isRelayOnly = false
  #isSparing = false

  constructor(db: Database) {
    this.#db = db
  }

  /** Reads the settings again; true when links that are open go a way that is not wanted any more. */
  async read(): Promise<boolean> {
    const [lines, relayOnly, sparing] = await Promise.all([
      readSetting(this.#db, 'iceServers'),
      readSetting(this.#db, 'relayOnly'),
      readSetting(this.#db, 'sparing'),
    ])
    this.#lines = lines ?? DEFAULT_ICE_SERVERS
    this.#isSparing = sparing === true
    const isOther = this.#isRelayOnly !== (relayOnly === true)
    this.#isRelayOnly = relayOnly === true
    return isOther
  }

  /** The servers that the browser takes. Offline it is not even asked about them. */
  get iceServers(): readonly IceServerAddress[] {
    const text = this.#lines.join('\n')
    if (text !== this.#made) {
      this.#made = text
      this.#servers = usableServers(this.#lines.flatMap((line) => parseIceServer(line) ?? []))
    }
    return this.#isRelayOnly ? this.#servers.filter(isRelay) : this.#servers
  }

  get isRelayOnly(): boolean {
    return this.#isRelayOnly
  }

  get isSparing(): boolean {
    return this.#isSparing || savesData()
  }
}
