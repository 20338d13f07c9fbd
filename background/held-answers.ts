// Answers that can be taken back for some seconds before they are signed (decision 0039). What is held is in the database; the
// timer of a living worker signs it when it is due, an alarm or the next worker when that one died.

import { endHeld, holdAnswer, readHeld } from '../src/adapters/dexie/held-answer-rows.ts'
import type { HeldAnswerRow } from '../src/adapters/dexie/schema.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { PanelError, PanelErrorCode } from '../messages/panel.ts'
import { OWN_APPENDS } from './append.ts'
import type { Context } from './context.ts'
import { giveAnswer, mayGive, type HandAnswer } from './give-answer.ts'
import { WalletLockedError } from './vault-keeper.ts'

const ALARM = 'held-answers'

export function isHeldAnswersAlarm(name: string): boolean {
  return name === ALARM
}

/** What passes by itself: the answer stays held, and is tried again with the next change. */
const PASSING: ReadonlySet<PanelErrorCode> = new Set(['locked', 'still-checking', 'not-complete'])

/** The id of the append that signs a held answer. */
function commandOf({ id }: HeldAnswerRow): string {
  return `held:${id}`
}

export class HeldAnswers {
  readonly #context: Context
  #timer: ReturnType<typeof setTimeout> | undefined
  #settling: Promise<void> = Promise.resolve()

  constructor(context: Context) {
    this.#context = context
  }

  /** Holds an answer for so many seconds; gives the time when it will be signed, UTC ms. Asked again with the same batch, the same. */
  async hold(batch: string, answer: HandAnswer, seconds: number): Promise<Result<{ due: number }, PanelError>> {
    const { db, clock, wallet } = this.#context
    const id = `${batch}/${answer.request}`
    const known = await db.heldAnswers.get(id)
    if (known !== undefined) return ok({ due: known.due })
    // Who has to unlock for it does so now, not when nobody looks any more.
    if ((await wallet.lock.state())?.state === 'locked') return err({ code: 'locked' })
    const may = await mayGive(this.#context, answer)
    if (!may.ok) return may
    const at = clock.now()
    const row: HeldAnswerRow = { ...answer, id, batch, at, due: at + seconds * 1000, state: 'held' }
    if (!(await holdAnswer(db, row))) return err({ code: 'already-answered' })
    await this.#schedule()
    this.#context.changed([])
    return ok({ due: row.due })
  }

  /** Takes back what one press answered, as far as it is not signed. */
  async undo(batch: string): Promise<Result<unknown, PanelError>> {
    const { db, locks, store } = this.#context
    // Whoever signs holds this lock from the last look at the row until the entry is stored.
    const undone = await locks.run(OWN_APPENDS, async () => {
      const held = (await readHeld(db)).filter((row) => row.batch === batch)
      const unsigned: HeldAnswerRow[] = []
      for (const row of held) if ((await store.commandResult(commandOf(row))) === undefined) unsigned.push(row)
      for (const row of unsigned) await endHeld(db, row, { state: 'undone' })
      return unsigned.length
    })
    this.#context.changed([])
    return undone > 0 ? ok(undone) : err({ code: 'too-late-to-undo' })
  }

  /** Signs everything that is due; what is not possible any more is noted for the person. One at a time, in order. */
  settle(): Promise<void> {
    this.#settling = this.#settling.then(() => this.#settle()).catch(() => undefined)
    return this.#settling
  }

  async #settle(): Promise<void> {
    const { db, clock } = this.#context
    const held = await readHeld(db)
    for (const row of held) if (row.due <= clock.now()) await this.#sign(row)
    if (held.length > 0) await this.#schedule()
  }

  async #sign(row: HeldAnswerRow): Promise<void> {
    const { db } = this.#context
    const isHeld = async (): Promise<Result<unknown, PanelError>> =>
      (await db.heldAnswers.get(row.id))?.state === 'held' ? ok(undefined) : err({ code: 'already-ended' })
    const given = await giveAnswer(this.#context, commandOf(row), row, isHeld).catch((cause: unknown) => {
      if (cause instanceof WalletLockedError) return err<PanelError>({ code: 'locked' })
      throw cause
    })
    if (given.ok && given.value.state !== 'void') await db.heldAnswers.delete(row.id)
    else if (given.ok) await endHeld(db, row, { state: 'refused', refusal: 'not-available' })
    else if (PASSING.has(given.error.code)) return
    else if ((await isHeld()).ok) await endHeld(db, row, { state: 'refused', refusal: given.error.code })
    this.#context.changed([])
  }

  /** The timer, and the alarm for when it dies with its worker. What waits for the key waits for no time. */
  async #schedule(): Promise<void> {
    const { db, clock, api } = this.#context
    clearTimeout(this.#timer)
    const next = (await readHeld(db)).find(({ due }) => due > clock.now())
    if (next === undefined) return
    this.#timer = setTimeout(() => void this.settle(), next.due - clock.now())
    await api.alarms.create(ALARM, { when: next.due })
  }
}
