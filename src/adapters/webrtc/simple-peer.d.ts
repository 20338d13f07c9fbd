// The part of @thaunknown/simple-peer that we use; the package brings no types. Measured rules: `error` always needs a
// listener, `close` does not come when the other side ends, `disconnect` is not in its documentation but comes.
declare module '@thaunknown/simple-peer/lite.js' {
  export interface PeerOptions {
    readonly initiator: boolean
    readonly trickle: boolean
    /** Always given: the default contains public STUN servers. */
    readonly config: {
      readonly iceServers: readonly { readonly urls: string | readonly string[] }[]
      readonly iceTransportPolicy: 'all' | 'relay'
    }
    /** Milliseconds after the first candidate when gathering counts as complete. */
    readonly iceCompleteTimeout: number
  }

  export interface Description {
    readonly type: string
    readonly sdp?: string
  }

  export default class Peer {
    constructor(options: PeerOptions)
    readonly bufferSize: number
    on(event: 'signal', listener: (description: Description) => void): this
    on(event: 'data', listener: (data: Uint8Array) => void): this
    on(event: 'iceStateChange', listener: (connection: string, gathering: string) => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(event: 'connect' | 'drain' | 'disconnect' | 'end' | 'finish' | 'close', listener: () => void): this
    signal(description: Description): void
    signal(trickled: { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit }): void
    /** False: wait for `drain`. */
    write(data: Uint8Array): boolean
    destroy(): void
  }
}
