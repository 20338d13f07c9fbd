// How pictures of pages are written: PNG loses nothing, WebP is a fifth of its size.

/** Of WebP, 0 to 1: letters stay sharp. */
export const PICTURE_QUALITY = 0.8

export function isWebp(path: string): boolean {
  return path.endsWith('.webp')
}
