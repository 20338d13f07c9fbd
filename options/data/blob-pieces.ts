// Gathers bytes into a file. In bigger pieces that the browser may put aside, so that a large one needs little memory.

/** Bytes that are gathered before the browser gets them. */
const PIECE_BYTES = 4 * 1024 * 1024

export class BlobPieces {
  readonly #pieces: Blob[] = []
  #chunks: BlobPart[] = []
  #bytes = 0

  add(chunk: Uint8Array): void {
    this.#chunks.push(new Uint8Array(chunk))
    this.#bytes += chunk.length
    if (this.#bytes < PIECE_BYTES) return
    this.#pieces.push(new Blob(this.#chunks))
    this.#chunks = []
    this.#bytes = 0
  }

  /** All that was added. */
  blob(): Blob {
    return new Blob([...this.#pieces, ...this.#chunks], { type: 'application/octet-stream' })
  }
}
