// The numbers of the overlay (docs/protocol-gossip.md, Overlay; measured in docs/decisions/0021-links-from-neighbours.md).

/** Links that a node wants in a topic. */
export const TARGET_LINKS: number = 8
/** With fewer it looks for more. */
export const FEW_LINKS: number = 6
/** With so many it answers nobody any more. */
export const MAX_LINKS: number = 12
/** In all topics together. */
export const MAX_LINKS_OF_NODE: number = 24
/** From so many links on, two ends that both have them drop the one between them. */
export const MANY_LINKS: number = 10
/** Up to so many others, everybody is linked to everybody. */
export const FULL_MESH_OTHERS: number = 8
/** Nobody flips before it knows of so many others: the links of a small festival are as good as any. */
export const FLIP_FROM_OTHERS: number = 16
/** Links that one neighbour may have introduced: half of what a node wants. */
export const MAX_INTRODUCED: number = TARGET_LINKS / 2
