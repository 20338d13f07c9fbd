// Runs the commands of panels (DESIGN 3.1): parameters are read at the door, one run per id at a time, and whatever writes
// entries writes them once per id. Never rejects: what was not expected is `internal`.

import * as v from 'valibot'
import type { PanelCommand, PanelError, PanelParams, PanelResponse } from '../messages/panel.ts'
import type { IncomingCommand } from '../messages/server.ts'
import { answerHandlers } from './handlers/answer.ts'
import { backupHandlers } from './handlers/backup.ts'
import { blobHandlers } from './handlers/blob.ts'
import { bundleHandlers } from './handlers/bundle.ts'
import { cloneHandlers } from './handlers/clone.ts'
import { demoHandlers } from './handlers/demo.ts'
import { eventHandlers } from './handlers/event.ts'
import { eventChangeHandlers } from './handlers/event-changes.ts'
import { sayAgainHandlers } from './handlers/say-again.ts'
import { batchHandlers } from './handlers/event-batch.ts'
import { seriesHandlers } from './handlers/event-series.ts'
import { favouriteHandlers } from './handlers/favourite.ts'
import { festivalHandlers } from './handlers/festival.ts'
import type { Handler, HandlerContext, Handlers } from './handlers/handler.ts'
import { hereHandlers } from './handlers/here.ts'
import { leaveHandlers } from './handlers/leave.ts'
import { lotteryHandlers } from './handlers/lottery.ts'
import { nestingHandlers } from './handlers/nesting.ts'
import { networkHandlers } from './handlers/network.ts'
import { ownerHandlers } from './handlers/owner.ts'
import { personHandlers } from './handlers/person.ts'
import { personaHandlers } from './handlers/persona.ts'
import { preferenceHandlers } from './handlers/preferences.ts'
import { programmeHandlers } from './handlers/programme.ts'
import { resourceHandlers } from './handlers/resource.ts'
import { retractHandlers } from './handlers/retract.ts'
import { siteHandlers } from './handlers/site.ts'
import { walletHandlers } from './handlers/wallet.ts'
import { whyUnsigned } from './unsigned.ts'
import { WalletLockedError } from './wallet.ts'

const handlers: Handlers = {
  ...personaHandlers,
  ...festivalHandlers,
  ...nestingHandlers,
  ...leaveHandlers,
  ...demoHandlers,
  ...hereHandlers,
  ...cloneHandlers,
  ...resourceHandlers,
  ...eventHandlers,
  ...batchHandlers,
  ...seriesHandlers,
  ...preferenceHandlers,
  ...favouriteHandlers,
  ...programmeHandlers,
  ...eventChangeHandlers,
  ...answerHandlers,
  ...lotteryHandlers,
  ...ownerHandlers,
  ...networkHandlers,
  ...siteHandlers,
  ...bundleHandlers,
  ...backupHandlers,
  ...sayAgainHandlers,
  ...blobHandlers,
  ...personHandlers,
  ...retractHandlers,
  ...walletHandlers,
}

export class Commands {
  readonly #context: HandlerContext
  readonly #running = new Map<string, Promise<PanelResponse>>()

  constructor(context: HandlerContext) {
    this.#context = context
  }

  /** The outcome of a command; a retry that meets its own first attempt waits for that one. */
  run({ id, name, params }: IncomingCommand): Promise<PanelResponse> {
    const running = this.#running.get(id)
    if (running !== undefined) return running
    const fresh = this.#start(id, name, params)
      .catch(async (cause: unknown) => refuse(await this.#refusalOf(cause)))
      .finally(() => this.#running.delete(id))
    this.#running.set(id, fresh)
    return fresh
  }

  /** Wherever a command needs the key and does not get it. */
  async #refusalOf(cause: unknown): Promise<PanelError> {
    const internal: PanelError = { code: 'internal', data: { reason: nameOf(cause) } }
    return cause instanceof WalletLockedError ? whyUnsigned(this.#context).catch(() => internal) : internal
  }

  async #start(id: string, name: string, params: unknown): Promise<PanelResponse> {
    return isCommand(name) ? runOne(name, params, this.#context, `panel:${id}`) : refuse({ code: 'invalid-params' })
  }
}

async function runOne<Name extends PanelCommand>(
  name: Name,
  params: unknown,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<Name>> {
  const handler: Handler<Name> = handlers[name]
  const parsed = v.safeParse(handler.params, params)
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0])
    return refuse({ code: 'invalid-params', ...(field === null ? {} : { data: { field } }) })
  }
  const read: PanelParams<Name> = parsed.output
  if (!NO_USE.has(name)) await context.wallet.lock.used()
  return handler.secret === true ? handler.run(read, context) : handler.run(read, context, id)
}

/** The kind of an unexpected error, e.g. `DataCloneError`: enough for a bug report, and nothing of what it was about. */
function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause
}

function refuse(error: PanelError): { ok: false; error: PanelError } {
  return { ok: false, error }
}

/** What panels send without a person, and what ends the use: the wallet's deadline does not move. */
const NO_USE: ReadonlySet<PanelCommand> = new Set(['wallet.state', 'wallet.lock', 'import.start', 'notices.seen'])

/** Own names only: 'constructor' is no command. */
function isCommand(name: string): name is PanelCommand {
  return Object.hasOwn(handlers, name)
}
