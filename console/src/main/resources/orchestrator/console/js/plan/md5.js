/**
 * Keys that follow from a name, as the clients of the API make them: UUIDs of version 3 (RFC 9562), which are made
 * of an MD5. Browsers have none; here it protects nothing.
 *
 * @param {string} name
 */
export function namedKey(name) {
  const bytes = md5(new TextEncoder().encode(name));
  bytes[6] = (bytes[6] & 0x0f) | 0x30;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [8, 12, 16, 20, 32]
    .map((end, place, all) => hex.slice(all[place - 1] ?? 0, end))
    .join('-');
}

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
const SINES = Int32Array.from({ length: 64 }, (_, place) =>
  Math.floor(Math.abs(Math.sin(place + 1)) * 2 ** 32),
);

/**
 * RFC 1321.
 *
 * @param {Uint8Array} message
 */
export function md5(message) {
  const padded = new Uint8Array(((message.length + 72) >> 6) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  const words = new DataView(padded.buffer);
  words.setUint32(padded.length - 8, message.length << 3, true);
  words.setUint32(padded.length - 4, message.length >>> 29, true);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d] = state;
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mixed =
        round === 0
          ? (b & c) | (~b & d)
          : round === 1
            ? (d & b) | (~d & c)
            : round === 2
              ? b ^ c ^ d
              : c ^ (b | ~d);
      const place = [step, 5 * step + 1, 3 * step + 5, 7 * step][round] & 15;
      const sum = (a + mixed + SINES[step] + words.getInt32(block + place * 4, true)) | 0;
      const shift = SHIFTS[round][step & 3];
      [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    state = [a, b, c, d].map((each, place) => (each + state[place]) | 0);
  }
  const digest = new Uint8Array(16);
  state.forEach((word, place) => new DataView(digest.buffer).setInt32(place * 4, word, true));
  return digest;
}
