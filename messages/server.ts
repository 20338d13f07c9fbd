// The background side of panel commands: which messages are one (DESIGN 3.1). Parameters stay unknown until the
// command's own schema has read them.

import { isOwnPage, type Self, type Sender } from './sender.ts'
import { PING } from './silence.ts'

/** A command as it came in: its name may not exist and its parameters are not checked yet. */
export interface IncomingCommand {
  id: string
  name: string
  params: unknown
}

/** The command in a runtime message from one of our own pages; undefined for everything else. */
export function commandIn(message: unknown, sender: Sender, self: Self): IncomingCommand | undefined {
  if (!isOwnPage(sender, self) || typeof message !== 'object' || message === null) return undefined
  const { kind, id, name, params } = message as Record<string, unknown>
  if (kind !== 'command' || typeof name !== 'string' || typeof id !== 'string' || !COMMAND_ID.test(id)) return undefined
  return { id, name, params }
}

/** Whether one of our own pages only asks if anybody is there. */
export function isPing(message: unknown, sender: Sender, self: Self): boolean {
  return isOwnPage(sender, self) && (message as { kind?: unknown } | null)?.kind === PING.kind
}

/** 128 random bits as hex: no two senders meet, and no id can look like one of background's own. */
const COMMAND_ID = /^[0-9a-f]{32}$/
