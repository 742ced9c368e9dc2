/**
 * Lines as bytes: a line is a string of one character per byte, so that bytes that are no text survive.
 * Inside entries, text is text; a byte that is not UTF-8 is written as U+DC00 + byte (the trick of Python's PEP 383).
 */
import { Buffer } from 'node:buffer';

const ESCAPE = 0xdc00;
const ASCII = /^[\u0000-\u007f]*$/;
/** With the flag `u`, the second half of a pair does not match. */
const ESCAPED_BYTE = /[\udc80-\udcff]/u;

export function escapedBytes(...bytes: readonly number[]): string {
  return String.fromCharCode(...bytes.map((byte) => ESCAPE + byte));
}

export function toBytes(text: string): string {
  if (ASCII.test(text)) return text;
  let bytes = '';
  for (const character of text) {
    const isByte = ESCAPED_BYTE.test(character);
    bytes += isByte
      ? String.fromCharCode(character.charCodeAt(0) - ESCAPE)
      : Buffer.from(character, 'utf8').toString('latin1');
  }
  return bytes;
}

/** What a reader sees who decodes the bytes as UTF-8 with replacement. */
export function asRead(text: string): string {
  if (ASCII.test(text)) return text;
  return Buffer.from(toBytes(text), 'latin1').toString('utf8');
}

export function isText(text: string): boolean {
  return !ESCAPED_BYTE.test(text);
}
