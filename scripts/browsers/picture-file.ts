// How pictures of pages are written: PNG loses nothing, WebP is a tenth of its size.

/** Of WebP, 0 to 1: letters can still be read. */
export const PICTURE_QUALITY = 0.42

export function isWebp(path: string): boolean {
  return path.endsWith('.webp')
}
