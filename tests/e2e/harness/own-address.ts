// The address at which servers of tests listen for browsers.
import { networkInterfaces } from 'node:os'

/** Browsers ask from an address of a real network where there is one. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
