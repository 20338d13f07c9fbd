// Log ids as IndexedDB keys: 8 big-endian bytes, because there are no bigint keys (DESIGN 4.1).

const BYTES = 8

export function logIdKey(logId: bigint): Uint8Array {
  const key = new Uint8Array(BYTES)
  new DataView(key.buffer).setBigUint64(0, logId)
  return key
}

export function logIdOf(key: Uint8Array): bigint {
  return new DataView(key.buffer, key.byteOffset, BYTES).getBigUint64(0)
}
