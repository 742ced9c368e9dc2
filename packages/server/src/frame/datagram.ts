// A datagram (RFC 5426 section 3.1) is one message; relays and collectors in between put several into one, line by line.
// The last line needs no line feed, and a NUL at the end is no part of the message.

import { DelimitedFramer } from './delimited.js';
import { endingOf, type Frame, frameOf, LINE_FEED } from './frame.js';

export function framesOfDatagram(datagram: Uint8Array, maxFrameBytes: number): readonly Frame[] {
  const lineFeed = datagram.indexOf(LINE_FEED);
  if (lineFeed < 0 || lineFeed === datagram.length - 1) {
    const { length } = datagram;
    const ending = endingOf(datagram, length);
    const frame = frameOf({ bytes: datagram, length, ending, kind: 'block' }, maxFrameBytes);
    return frame === undefined ? [] : [frame];
  }
  const framer = new DelimitedFramer(maxFrameBytes, 'lf');
  return [...framer.push(withoutNul(datagram)), ...framer.end()];
}

function withoutNul(datagram: Uint8Array): Uint8Array {
  return datagram[datagram.length - 1] === 0 ? datagram.subarray(0, -1) : datagram;
}
