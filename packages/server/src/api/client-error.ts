// What is no HTTP, or too much of it: answered by the socket itself, since there is no request yet.

import type { Socket } from 'node:net';
import { AppError, statusOf } from '../errors.js';
import { securityHeaders } from './headers.js';
import { PROBLEM_TYPE, problemOf, titleOf } from './problem.js';

export function rejectMalformed(cause: Error & { code?: string }, socket: Socket): void {
  // Where TLS has not been agreed on nothing can be said.
  if (socket.destroyed || cause.code === 'ECONNRESET' || isHandshake(cause)) return void socket.destroy();
  const error = errorOf(cause.code);
  const body = JSON.stringify(problemOf(error));
  const status = statusOf(error.code);
  const headers = {
    ...securityHeaders(false),
    'content-type': PROBLEM_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${titleOf(status)}\r\n${head.join('')}\r\n${body}`);
}

function isHandshake({ code = '' }: { readonly code?: string }): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}

function errorOf(code: string | undefined): AppError {
  if (code === 'HPE_HEADER_OVERFLOW') return new AppError('request.headers-too-large', {});
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('request.timeout', {});
  return new AppError('request.invalid', { problem: 'this is no HTTP/1.1' });
}
