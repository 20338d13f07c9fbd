// What every link must do (src/ports/link.ts), in memory or between two browsers.

import type { Link, LinkCloseReason } from '../ports/link.ts'
import { expectSame, type SuiteCheck } from './check.ts'

/** Both ends of an open link. */
export interface LinkPair {
  initiator: Link
  responder: Link
}

const LARGEST = 16 * 1024
const HIGH_WATER = 64 * 1024

/** Checks for a link that was just opened. */
export const linkSuite: readonly SuiteCheck<LinkPair>[] = [
  {
    name: 'the ends know who made the offer and see the same two certificates',
    run: async ({ initiator, responder }) => {
      expectSame([initiator.initiator, responder.initiator], [true, false])
      expectSame(initiator.localFingerprint, responder.remoteFingerprint)
      expectSame(initiator.remoteFingerprint, responder.localFingerprint)
      expectSame(initiator.localFingerprint.length, 32)
    },
  },
  {
    name: 'messages arrive whole and in order, both ways at once',
    run: async ({ initiator, responder }) => {
      const sizes = [1, 2, 0xff, LARGEST, 3, LARGEST - 1]
      const there = received(responder, sizes.length)
      const back = received(initiator, sizes.length)
      for (const size of sizes) {
        initiator.send(filled(size, 1))
        responder.send(filled(size, 2))
      }
      expectSame(
        await there,
        sizes.map((size) => filled(size, 1)),
      )
      expectSame(
        await back,
        sizes.map((size) => filled(size, 2)),
      )
    },
  },
  {
    name: 'a sender that waits for drain gets everything through without loss',
    run: async ({ initiator, responder }) => {
      const count = 100
      const arrived = received(responder, count)
      let next = 0
      const pump = (): void => {
        while (next < count && initiator.buffered <= HIGH_WATER) {
          initiator.send(filled(LARGEST, next))
          next += 1
        }
      }
      initiator.onDrain = pump
      pump()
      expectSame(
        (await arrived).map((message) => message[0]),
        Array.from({ length: count }, (_, index) => index),
      )
    },
  },
  {
    name: 'closing one end closes the other, each says so once, and sending afterwards does nothing',
    run: async ({ initiator, responder }) => {
      const closes: LinkCloseReason[][] = [[], []]
      const gone = new Promise<void>((resolve) => {
        initiator.onClose = (reason) => closes[0]?.push(reason)
        responder.onClose = (reason) => {
          closes[1]?.push(reason)
          resolve()
        }
      })
      initiator.close()
      await gone
      initiator.close()
      initiator.send(filled(1, 1))
      responder.send(filled(1, 1))
      responder.close()
      expectSame(closes, [['local'], ['remote']])
    },
  },
]

function filled(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value)
}

/** The first `count` messages that arrive. */
function received(link: Link, count: number): Promise<Uint8Array[]> {
  const messages: Uint8Array[] = []
  return new Promise((resolve) => {
    link.onMessage = (message) => {
      messages.push(message.slice())
      if (messages.length === count) resolve(messages)
    }
  })
}
