// Invites as people paste them (DESIGN 6): text around them, damaged text, and fields that their signer never wrote.

import { isDeepStrictEqual } from 'node:util'
import { utf8Decode, utf8Encode } from '../../../src/bamboo/index.ts'
import { decodeInvite, encodeInvite, inviteForQr, type Invite, type InviteError } from '../../../src/festival/invite.ts'
import { byteMutations } from '../byte-mutations.ts'
import type { Corpus } from '../corpus.ts'
import type { Target } from '../run.ts'
import { expectThat } from '../trial.ts'

const CODES: Readonly<Record<InviteError['code'], true>> = {
  'not-one': true,
  truncated: true,
  unsupported: true,
  'bad-signature': true,
}

export function invitesTarget(corpus: Corpus): Target {
  const invites = corpus.logs.map(async ({ author, festival }, index) => {
    const topicKey = index % 2 === 0 ? {} : { topicKey: new Uint8Array(32).fill(index) }
    const invite: Invite = {
      festival,
      title: `Fuzz ${index}`,
      trackers: ['wss://a.example'],
      invitedBy: author.hex,
      ...topicKey,
    }
    return { invite, text: await encodeInvite({ ...invite, sign: async (message) => author.sign(message) }) }
  })
  return {
    name: 'invite',
    share: 2,
    async run(trial) {
      const { invite, text } = await trial.dice.pick(invites)
      const written = trial.dice.pick([text, inviteForQr(text)])
      const bytes = trial.mutate(utf8Encode(written), byteMutations)
      trial.saw('text', bytes)
      const decoded = await decodeInvite(utf8Decode(bytes) ?? Buffer.from(bytes).toString('latin1'))
      if (!decoded.ok) {
        expectThat(Object.hasOwn(CODES, decoded.error.code), `${decoded.error.code} is no code of invites`)
        expectThat(!trial.isHonest, 'an honest invite is refused')
        return decoded.error.code
      }
      expectThat(isDeepStrictEqual(decoded.value, invite), 'an invite says what its signer wrote')
      return 'accepted'
    },
  }
}
