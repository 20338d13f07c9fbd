// What an LZ4 block is made of ("LZ4 Block Format Description" of the lz4 project): sequences of
//
//   a token: in its high four bits the number of literals, in its low ones the length of the match less 4
//   when a number is 15: bytes to be added, up to and with the first that is not 255
//   the literals: bytes as they are
//   the distance back to where the match begins, two bytes, little-endian, not 0
//   when the length is 15: bytes to be added, as above
//
// The last sequence ends with its literals.

/** The shortest match. */
export const MIN_MATCH = 4
export const MAX_DISTANCE = 0xffff
/** What is so long or longer goes on in further bytes. */
export const LONG = 15
/** A match does not begin within the last so many bytes of the message, nor end within the last five: some decoders copy more than is asked for. */
export const MATCHLESS_END = 12
export const LITERAL_END = 5
