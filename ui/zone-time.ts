// The zone that this browser is in, and those that there are to choose from. What times mean in a zone is
// src/festival/zone-time.ts.

/** The zone that this browser is in. */
export function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** All zones to choose from, the viewer's first. */
export function allZones(): string[] {
  const mine = viewerZone()
  return [mine, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== mine), 'UTC']
}
