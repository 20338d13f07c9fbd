// What popup and options may ask of background: commands only. Panels read the database themselves with live queries
// (DESIGN 3.1). Every command carries an id of the sender's and runs once however often it is retried.

import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { NoticeKind } from '../src/festival/notices.ts'
import type { UndoSeconds } from '../src/festival/second-thoughts.ts'
import type { AutoLockMinutes } from '../src/wallet/auto-lock.ts'
import type {
  BlobId,
  EventFields,
  FestivalFields,
  FestivalUnset,
  Interval,
  ProfileSet,
  ProgrammePublish,
  ResourceFields,
  ResourceUnset,
} from '../src/operations/operation.ts'

/** One request line of an event; its interval is the event's unless given. */
export interface RequestLine {
  resource: ObjectId
  from?: number
  to?: number
  quantity?: number
  required?: boolean
  message?: string
  /** Until when an answer helps, UTC ms. */
  expires?: number
  /** A request of the same event for the same resource whose line this one goes on with. */
  supersedes?: ObjectId
  /** A request of the same event of which this one is an alternative: one of them is enough. */
  alternativeTo?: ObjectId
  /** Other resources that would do as well; asked for like this line, as its alternatives. */
  or?: { resource: ObjectId; quantity?: number; message?: string }[]
}

/** A line of each event of a series, for the whole of the event. */
export type SeriesLine = Pick<RequestLine, 'resource' | 'quantity' | 'required' | 'message'>

/** A persona of this wallet, or a new one that nobody can tell from a stranger. */
export type AsWhom = PublicKey | 'new'

/** name → [parameters, result]. Add a line here and the compiler asks for its handler and its caller. */
export interface PanelContract {
  /** Makes the first persona in one click; `existed` when there was one already. */
  'persona.create': [Record<string, never>, { publicKey: PublicKey; existed: boolean }]
  /** Makes another persona; it is in no festival yet. */
  'persona.add': [Record<string, never>, { publicKey: PublicKey }]
  /** Local: what I call a persona of mine; empty takes the label away. */
  'persona.label': [{ persona: PublicKey; label: string }, Record<string, never>]
  /** Local: who I am in festivals that I come to from now on. */
  'persona.default': [{ persona: PublicKey }, Record<string, never>]
  /** Joins a followed festival again as somebody else. What I made there as others stays theirs, and I go on looking after it. */
  'persona.switch': [{ festival: FestivalId; as: AsWhom }, { persona: PublicKey }]
  /**
   * Ends the logs of a persona in every festival: its things are retired, who waits for them is declined, promises stand.
   * `successor` is named in its last words, and is who I am there from now on. It can not be undone.
   */
  'persona.retire': [{ persona: PublicKey; successor?: AsWhom }, { festivals: number }]
  /** `as`: without it who I am in the parent, or else the default. `parent`: a followed festival that it lies inside of; its creator lists it there at once. */
  'festival.create': [
    FestivalFields & { visibility: 'open' | 'closed'; parent?: FestivalId; as?: AsWhom },
    { festival: FestivalId; listed: boolean },
  ]
  /** Follows the festival of an invite and goes online. */
  'festival.join': [{ invite: string; as?: AsWhom }, { festival: FestivalId; title?: string }]
  /** Makes the demo festival with its made-up people, once (decision 0044), or gives the one that is there. */
  'festival.demo': [Record<string, never>, { festival: FestivalId }]
  'festival.invite': [{ festival: FestivalId }, { invite: string }]
  /** Follows an open festival that a followed one names: its parent, or a sub-festival that it lists. */
  'festival.follow': [{ festival: FestivalId; near: FestivalId }, { festival: FestivalId }]
  'festival.update': [
    { festival: FestivalId; set: Partial<FestivalFields>; unset?: FestivalUnset[] },
    { entry: EntryHash },
  ]
  /**
   * Stops following a festival; nothing is published. `forget` drops what is stored of it, own logs too, but for what a
   * followed clone inherits; so it also does for one that was left before. A demo is always forgotten.
   */
  'festival.leave': [{ festival: FestivalId; forget: boolean }, Record<string, never>]
  /** Puts a festival away from everyday lists, or brings it back. It is followed as before; nobody else is told. */
  'festival.archive': [{ festival: FestivalId; archived: boolean }, Record<string, never>]
  /** Whether the map of places may ask for streets. */
  'map.streets': [{ on: boolean }, Record<string, never>]
  /** The creator's word on which sub-festivals belong to the festival. */
  'festival.list': [{ festival: FestivalId; child: FestivalId }, { entry: EntryHash }]
  'festival.unlist': [{ festival: FestivalId; child: FestivalId }, { entry: EntryHash }]
  /** A new festival that inherits what is held of this one. */
  'festival.clone': [
    { festival: FestivalId; title: string; from?: number; to?: number },
    { festival: FestivalId; logs: number },
  ]
  /** Offers things of mine that a clone inherits again, in the clone. */
  'festival.reoffer': [{ festival: FestivalId; resources: ObjectId[] }, { resources: ObjectId[] }]
  /** Makes events of mine that a clone inherits again in it, on the days of the clone. */
  'event.copy': [{ festival: FestivalId; events: ObjectId[] }, { events: ObjectId[] }]
  /** How the wallet stands now, and how long the next password has to wait, in seconds. */
  'wallet.state': [
    Record<string, never>,
    { state: 'none' | 'open' | 'locked' | 'damaged'; hasPassword: boolean; seconds: number },
  ]
  'wallet.unlock': [{ password: string }, Record<string, never>]
  'wallet.lock': [Record<string, never>, Record<string, never>]
  /** Sets a password; `current` where there is one already. */
  'wallet.setPassword': [{ password: string; current?: string }, Record<string, never>]
  'wallet.removePassword': [{ current: string }, Record<string, never>]
  /** After how many minutes without use a wallet with a password locks; 0: when the browser closes. */
  'wallet.autoLock': [{ minutes: AutoLockMinutes }, Record<string, never>]
  'profile.set': [
    { festival: FestivalId } & Pick<ProfileSet, 'name' | 'about' | 'contact' | 'picture'>,
    { entry: EntryHash },
  ]
  /** Local: keeps, passes on and shows nothing of them from now on; unblocking lets it come again. */
  'person.block': [{ author: PublicKey }, Record<string, never>]
  'person.unblock': [{ author: PublicKey }, Record<string, never>]
  /** Local: what I call them; empty takes the name away. */
  'person.petname': [{ author: PublicKey; name: string }, Record<string, never>]
  /** Local: how much of them is kept in a festival, at least the usual. */
  'quota.set': [{ author: PublicKey; festival: FestivalId; entries: number; bytes: number }, Record<string, never>]
  /** Takes an entry of mine back: removes its payload here and asks others to. */
  retract: [{ festival: FestivalId; entry: EntryHash }, { entry: EntryHash }]
  /** Says again, in a new log, what I wrote here into a log that forked there. */
  'log.sayAgain': [{ festival: FestivalId }, { entries: number }]
  'resource.create': [{ festival: FestivalId } & ResourceFields, { resource: ObjectId }]
  /** Things of a list, at most 50: all of them or none. */
  'resource.createMany': [{ festival: FestivalId; resources: ResourceFields[] }, { resources: ObjectId[] }]
  'event.create': [
    { festival: FestivalId; lines: RequestLine[] } & EventFields,
    { event: ObjectId; requests: ObjectId[] },
  ]
  /** Events that share everything but their times, at most 100, each with a request of its own for each line. */
  'event.createSeries': [
    { festival: FestivalId; occurrences: Interval[]; lines: SeriesLine[] } & Omit<
      EventFields,
      'from' | 'to' | 'series'
    >,
    { events: ObjectId[]; requests: number },
  ]
  /**
   * Events of a file, at most 50, each asking for its places (of this festival) for the whole of its time; those of my own that
   * are free are granted at once. All of it or nothing.
   */
  'event.createMany': [{ festival: FestivalId; events: (EventFields & { places: ObjectId[] })[] }, { events: number }]
  /** A list of events in an order; it takes the place of an older one of mine with the same title. Empty, it ends that. */
  'programme.publish': [{ festival: FestivalId } & Pick<ProgrammePublish, 'title' | 'events'>, { programme: ObjectId }]
  /** `others` are the requests for the alternatives in `or`. */
  'request.create': [{ festival: FestivalId; event: ObjectId } & RequestLine, { request: ObjectId; others: ObjectId[] }]
  /**
   * Lines whose grant does not have the new time are asked for again in the same append: `requests`. With `place` another place is asked
   * for, instead of that of a line: what that line holds stays until the other is granted, what it only waits for is withdrawn.
   */
  'event.update': [
    { event: ObjectId; set: Partial<EventFields>; place?: { resource: ObjectId; instead?: ObjectId } },
    { entry: EntryHash; requests: ObjectId[] },
  ]
  'event.cancel': [{ event: ObjectId; reason?: string }, { entry: EntryHash }]
  /** Local: marks an event for oneself, or takes the mark away. */
  'event.favourite': [{ event: ObjectId; on: boolean }, Record<string, never>]
  /** Withdraws the whole line: also the requests whose place this one took. */
  'request.withdraw': [{ request: ObjectId; reason?: string }, { entry: EntryHash }]
  /** Takes a grant back; the reason goes to whoever asked. */
  'authorization.revoke': [{ grant: ObjectId; reason?: string }, { entry: EntryHash }]
  /** Ends a hold, or a grant that nobody needs any more. */
  'authorization.release': [{ grant: ObjectId; reason?: string }, { entry: EntryHash }]
  /** The owner's own use. */
  'authorization.hold': [
    { resource: ObjectId; from: number; to: number; quantity?: number; note?: string },
    { hold: EntryHash },
  ]
  /** Ends no promise: where more is promised than there is now, the panel says so. */
  'resource.update': [
    { resource: ObjectId; set: Partial<ResourceFields>; unset?: ResourceUnset[] },
    { entry: EntryHash },
  ]
  /** Revokes each grant that is not over, with the reason as notice, then retires; `revoked` counts them. */
  'resource.retire': [{ resource: ObjectId; reason?: string }, { entry: EntryHash; revoked: number }]
  'authorization.answer': [
    { request: ObjectId; decision: 'grant' | 'deny'; note?: string },
    { answer: EntryHash; state: 'effective' | 'void' | 'denied' },
  ]
  /**
   * The same, signed only after so many seconds; until then `answer.undo` takes it back. `batch` (32 hex digits) names what was
   * answered with one press. `due` is when it will be signed, UTC ms.
   */
  'answer.hold': [
    { request: ObjectId; decision: 'grant' | 'deny'; note?: string; batch: string; seconds: Exclude<UndoSeconds, 0> },
    { due: number },
  ]
  'answer.undo': [{ batch: string }, Record<string, never>]
  /** A person read that these held answers could not be signed. */
  'answer.refusalRead': [{ ids: string[] }, Record<string, never>]
  /** How this browser serves its person; what is named changes. */
  'preferences.set': [
    {
      undoSeconds?: UndoSeconds
      /** Notifications that are not wanted: `requests`, `moves`, `answers`, `promotions`. */
      noticesOff?: NoticeKind[]
      /** Minutes of the day between which none come; null: no such hours. */
      quiet?: { from: number; to: number } | null
    },
    Record<string, never>,
  ]
  /** A panel shows what waits: nobody needs to be notified of it. */
  'notices.seen': [Record<string, never>, Record<string, never>]
  /** Somebody looks at these blobs: those that are not here are fetched, the others are kept longer. At most 16. */
  'blob.look': [{ blobs: BlobId[] }, Record<string, never>]
  /** Drops all blobs that are not mine; thumbnails come again by themselves. */
  'blob.empty': [Record<string, never>, Record<string, never>]
  /** What to put into the policy of a lottery in this festival that is drawn at `until`, UTC ms; `resource` if it is there. */
  'lottery.commit': [{ festival: FestivalId; resource?: ObjectId; until: number }, { commitment: string }]
  /** What is named changes. `relayOnly` and `sparing`: see `Settings`. */
  'network.set': [{ online?: boolean; relayOnly?: boolean; sparing?: boolean }, Record<string, never>]
  /** Meeting points (WebTorrent trackers) for festivals made here; `ws://` only on this machine, else `wss://`. */
  'network.trackers': [{ trackers: string[] }, Record<string, never>]
  /** STUN and TURN servers, see `parseIceServer` in src/adapters/dexie/ice-server.ts; none is fine on a local network. */
  'network.iceServers': [{ iceServers: string[] }, Record<string, never>]
  /** Connecting by hand in two steps, with no meeting point: code → reply → done. */
  'network.offer': [{ festival: FestivalId }, { code: string }]
  'network.answer': [{ code: string }, { reply: string; festival: FestivalId }]
  'network.complete': [{ reply: string }, Record<string, never>]
  /** Begins or goes on with a file that a panel put into the table `imports`: only looks (`check`), or adds it. */
  'import.start': [{ import: number; kind: 'check' | 'add' }, Record<string, never>]
  'import.pause': [{ import: number }, Record<string, never>]
  /** Forgets the file; what was added stays. */
  'import.remove': [{ import: number }, Record<string, never>]
  /** The twelve words, to be written down. `password`: where the wallet has one, so that nobody else takes them along. */
  'backup.words': [{ password?: string }, { words: string }]
  /** They were written down, and checked. */
  'backup.wordsKept': [Record<string, never>, Record<string, never>]
  /**
   * The head of a new backup file with the secrets in it, and the key for the content of this one file; both hex.
   * `password` as for the words.
   */
  'backup.begin': [{ passphrase: string; password?: string }, { head: string; contentKey: string }]
  /** A file was saved that was begun at `made` (UTC ms) and holds so many own entries; or was opened again, to try it. */
  'backup.made': [{ made: number; own: number }, Record<string, never>]
  'backup.tried': [{ made: number }, Record<string, never>]
  /** Opens the head of a file (hex). The keys (hex) open its content, and restore its wallet without the passphrase. */
  'backup.open': [
    { head: string; passphrase: string },
    { secretsKey: string; contentKey: string; personas: PublicKey[]; here: WalletHere },
  ]
  /** Takes over the wallet of a file, and what was put into the database of it (`stageRestore`). */
  'backup.restore': [{ head: string; secretsKey: string; online: boolean }, { publicKey: PublicKey }]
  /** Makes the wallet of twelve words. */
  'backup.restoreWords': [{ words: string }, { publicKey: PublicKey }]
  /**
   * For `connect`: `scopes`, `until` (UTC ms), `persona` (who the site gets to know, else who its prompt offers), `join` (follow
   * the invite that came along, unless false). For what is published: `items`, which of a batch, all unless given; `alone`, until
   * when (UTC ms) the site may have the same kinds written without asking.
   */
  'approval.decide': [
    (
      | {
          approval: string
          decision: 'approve'
          scopes?: string[]
          until?: number
          persona?: PublicKey
          join?: boolean
          items?: number[]
          alone?: number
        }
      | { approval: string; decision: 'reject' | 'block' }
    ),
    Record<string, never>,
  ]
  /** A panel shows the prompt now; its page may hear that. */
  'approval.shown': [{ approval: string }, Record<string, never>]
  'permission.revoke': [{ permission: string }, Record<string, never>]
  /** Every permission that is in force; who may not ask stays so. */
  'permission.revokeAll': [Record<string, never>, Record<string, never>]
}

/** Whether the wallet of a file is the one that is here: none is, this one, another one, or one that can not be opened any more. */
export type WalletHere = 'none' | 'same' | 'other' | 'damaged'

export type PanelCommand = keyof PanelContract
export type PanelParams<Name extends PanelCommand> = PanelContract[Name][0]
export type PanelResult<Name extends PanelCommand> = PanelContract[Name][1]

/** Why a command was refused. Panels turn the code into a sentence (`error_<code>` in _locales). */
export type PanelErrorCode =
  | 'invalid-params'
  | 'no-persona'
  | 'unknown-persona' // none of this wallet, or not the one that was asked
  | 'persona-retired' // its logs have ended
  | 'other-persona' // asked for as whom one is not in the festival around
  | 'unknown-festival'
  | 'not-your-festival'
  | 'closed-festival' // only an invite lets in
  | 'demo-only' // nothing of a demo goes to others
  | 'clone-too-large' // more logs than a clone can list
  | 'lines-missing' // the event is there, some of its requests for things of a festival around it are not
  | 'unknown-resource'
  | 'unknown-event'
  | 'unknown-request'
  | 'not-your-resource'
  | 'not-your-event'
  | 'already-answered'
  | 'not-available' // granting would exceed the capacity
  | 'draw-past' // a draw must lie in the future
  | 'retired'
  | 'cancelled'
  | 'superseded' // its maker asked again for another time
  | 'already-withdrawn'
  | 'unknown-answer'
  | 'too-late-to-undo' // it is signed
  | 'already-ended' // a grant or hold that is not in force
  | 'interval-inverted'
  | 'series-too-large' // more entries than one series may write
  | 'too-long' // a field exceeds its limit; data.field names it
  | 'invite-not-one' // the text is no invite at all
  | 'invite-truncated'
  | 'invite-unsupported' // made by a newer version
  | 'invite-bad-signature'
  | 'code-not-one'
  | 'code-expired'
  | 'no-connection' // both codes were fine and the two browsers did not reach each other
  | 'tracker-not-one'
  | 'ice-server-not-one'
  | 'offline' // connecting by hand needs the network to be on
  | 'unknown-import'
  | 'bundle-not-one' // the file is no bundle
  | 'bundle-unsupported' // made by a newer version
  | 'bundle-damaged' // its beginning can not be read
  | 'bundle-uninvited' // has a festival that is not followed here, and no invite to it
  | 'unknown-approval'
  | 'own-persona' // nobody blocks or renames themselves
  | 'unknown-entry'
  | 'retract-thing' // a thing is retired, not taken back
  | 'retract-answer' // an answer is revoked, not taken back
  | 'retract-beginning' // the entry holds logs together
  | 'already-retracted'
  | 'approval-changed' // what was shown is not what would be signed any more
  | 'site-not-allowed' // the permission of the site ended meanwhile
  | 'lines-elsewhere' // it also asks for things of another festival: only in the extension itself
  | 'locked'
  | 'wrong-password'
  | 'too-many-tries' // wrong passwords in a row; data.seconds until the next is tried
  | 'password-short'
  | 'wallet-damaged' // no copy of the vault opens: words or a backup file bring it back
  | 'persona-lost' // who one was there is nobody of this wallet: it came back with other words
  | 'still-checking' // signatures of what it is about are not all checked yet
  | 'not-complete' // it goes on in a log that is not here yet
  | 'log-ended' // the persona left the festival for good
  | 'other-wallet' // there is one here already, of other words
  | 'passphrase-short'
  | 'words-count' // not twelve
  | 'words-unknown' // data.word is the place of the one that is not in the list, from 1
  | 'words-checksum' // each is in the list, and together they are none
  | 'backup-not-one'
  | 'backup-newer-version'
  | 'backup-weak' // its passphrase would be too easy to guess
  | 'backup-truncated'
  | 'backup-damaged'
  | 'backup-wrong-passphrase'
  | 'backup-unreadable'
  | 'storage-full'
  | 'own-quota' // others keep no more of one person in a festival
  | 'no-answer' // nobody said what became of it
  | 'internal'

export interface PanelError {
  code: PanelErrorCode
  data?: Record<string, string | number>
}

export interface PanelRequest<Name extends PanelCommand = PanelCommand> {
  kind: 'command'
  /** 128 random bits as hex, kept by the sender over retries. */
  id: string
  name: Name
  params: PanelParams<Name>
}

export type PanelResponse<Name extends PanelCommand = PanelCommand> =
  | { ok: true; value: PanelResult<Name> }
  | { ok: false; error: PanelError }
