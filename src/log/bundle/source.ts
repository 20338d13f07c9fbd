// A file of any size that is read piece by piece: a Blob in browsers, bytes in tests and Node.

export interface BundleSource {
  /** Bytes of the whole file. */
  readonly size: number
  /**
   * Exactly the bytes offset...offset + length - 1, which lie within the file. Nobody changes them later.
   * Rejects when they can not be read.
   */
  read(offset: number, length: number): Promise<Uint8Array>
}

export function bytesSource(bytes: Uint8Array): BundleSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  }
}
