// Which blobs a row names (DESIGN 4.3): pictures with their thumbnails. Blobs of other media types are for later versions.

import { MAX_THUMBNAIL } from './limits.ts'
import type { BlobId, BlobRef } from './operation.ts'

/** A blob as a text: `<hash>/<size>`. Who names it with a wrong size names another one, which nobody can have. */
export type BlobName = string & { readonly __brand: 'blob-name' }

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]

export function blobName({ hash, size }: BlobId): BlobName {
  return `${hash}/${size}` as BlobName
}

/** The blob of a name that `blobName` made. */
export function blobOf(name: BlobName): BlobId {
  const [hash = '', size = ''] = name.split('/', 2)
  return { hash, size: Number(size) }
}

export function isPicture(ref: Pick<BlobRef, 'type'>): boolean {
  return PICTURE_TYPES.some((type) => type === ref.type)
}

/** What is shown of a picture where there is little room: its thumbnail, or itself when it is as small. */
export function smallOf(ref: BlobRef): BlobId | undefined {
  if (ref.thumbnail !== undefined) return ref.thumbnail
  return ref.size <= MAX_THUMBNAIL ? ref : undefined
}

/** What somebody who has `images` or a `picture` names, as far as this version shows it. */
export function picturesOf(row: { images?: readonly BlobRef[]; picture?: BlobRef }): BlobRef[] {
  return [...(row.images ?? []), ...(row.picture === undefined ? [] : [row.picture])].filter(isPicture)
}

/** All blobs of some pictures, each once. */
export function blobNames(pictures: readonly BlobRef[]): BlobName[] {
  return [...new Set(pictures.flatMap((ref) => [ref, ...(ref.thumbnail ? [ref.thumbnail] : [])].map(blobName)))]
}
