// A file as the reader of bundles wants it (src/log/bundle): any piece of it, without reading the rest.

/** Pieces of a blob. What lies beyond its end is left out; rejects when the browser can not read the file any more. */
export function blobSource(blob: Blob): {
  size: number
  read: (offset: number, length: number) => Promise<Uint8Array>
} {
  return {
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  }
}
