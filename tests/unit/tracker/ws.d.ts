// The WebSocket of bittorrent-tracker's server, which Node 20 lacks; the package brings no types.
declare module 'ws' {
  export const WebSocket: new (url: string) => globalThis.WebSocket
}
