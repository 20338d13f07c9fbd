// The numbers of the overlay (docs/protocol-gossip.md, Overlay; measured in docs/decisions/0021-links-from-neighbours.md).

/** How many links a node has in a topic. */
export interface LinkLimits {
  /** It wants so many. */
  readonly target: number
  /** With fewer it looks for more. */
  readonly few: number
  /** With so many it answers nobody any more. */
  readonly most: number
  /** Whether it swaps links with neighbours now and then. */
  readonly flips: boolean
}

export const USUAL_LINKS: LinkLimits = { target: 8, few: 6, most: 12, flips: true }
/** On a battery, or where each byte costs. */
export const SPARING_LINKS: LinkLimits = { target: 4, few: 3, most: 6, flips: false }

/** In all topics together. */
export const MAX_LINKS_OF_NODE: number = 24
/** Who has so many answers only walks that end with it; and two ends that both have them drop the one between them. */
export const MANY_LINKS: number = 10
/** Up to so many others, everybody is linked to everybody. */
export const FULL_MESH_OTHERS: number = 8
/** Nobody flips before it knows of so many others: the links of a small festival are as good as any. */
export const FLIP_FROM_OTHERS: number = 16
/** Links that one neighbour may have introduced: half of what a node wants. */
export const MAX_INTRODUCED: number = USUAL_LINKS.target / 2
