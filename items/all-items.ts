// All items of a festival at once, for who shows it whole.

import type { Item, ItemType } from '../page/p2panda.d.ts'
import { itemsOf, type ItemSource, type Viewer } from './items.ts'

export type ItemsByType = { [Type in ItemType]: Extract<Item, { type: Type }>[] }

export const NO_ITEMS: ItemsByType = {
  festival: [],
  resource: [],
  event: [],
  request: [],
  authorization: [],
  programme: [],
  profile: [],
  child: [],
}

export const ITEM_TYPES = Object.keys(NO_ITEMS) as ItemType[]

export function allItems(source: ItemSource, viewer: Viewer): ItemsByType {
  return Object.fromEntries(ITEM_TYPES.map((type) => [type, itemsOf(type, source, viewer)])) as ItemsByType
}
