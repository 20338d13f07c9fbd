// Where streets come from, once a person allowed it (decision 0038). The manifest lets pictures come from this host and no other.
export const TILE_HOST = 'tile.openstreetmap.de'
export const TILE_URL: string = `https://${TILE_HOST}/{z}/{x}/{y}.png`
/** Squares of streets are drawn up to here. */
export const MAX_ZOOM = 18
