// What a person can be notified of (DESIGN 9).

export const NOTICE_KINDS = ['requests', 'moves', 'answers', 'promotions'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Half-open, in minutes of the day on the person's clock, 0 to 1439; over midnight when the end is before the beginning. */
export interface QuietHours {
  from: number
  to: number
}
