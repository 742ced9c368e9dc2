// Errors of requests over HTTP, of who may send them, and of queries that reach a limit: part of the table in errors.ts.

import type { ErrorEntry } from './error-entry.js';

export const requestErrors = {
  'access.denied': {
    message: 'nobody is signed in, or what was sent to sign in is not valid any more',
    exitCode: 1,
    remedy: 'sign in, or send a valid token: Authorization: Bearer …',
    status: 401,
  },
  'access.role': {
    message: 'this needs the role {role}',
    exitCode: 1,
    remedy: 'ask an administrator to do it, or to change your role',
    status: 403,
  },
  'access.scope': {
    message: 'this token is not made for the scope {scope}',
    exitCode: 1,
    remedy: 'create a token with the scope {scope}',
    status: 403,
  },
  'access.all-customers': {
    message: 'this tells of all customers, and you see only yours',
    exitCode: 1,
    remedy: 'ask with a token of an administrator of all customers',
    status: 403,
  },
  'access.exposed': {
    message: 'without authentication the server may listen on loopback only, not on {address}',
    exitCode: 2,
    remedy: 'leave out --no-auth, or set http.address to 127.0.0.1',
  },
  'request.invalid': {
    message: 'the request is not understood: {problem}',
    exitCode: 2,
    remedy: 'see /api/docs for what it takes',
  },
  'request.not-found': {
    message: 'there is nothing at this address',
    exitCode: 1,
    remedy: 'see /api/docs for what there is',
    status: 404,
  },
  'request.method': {
    message: 'this address takes {allowed} only',
    exitCode: 1,
    remedy: 'see /api/docs for what there is',
    status: 405,
  },
  'request.timeout': {
    message: 'the request did not come to its end in time',
    exitCode: 1,
    remedy: 'send it again',
    status: 408,
  },
  'request.too-large': {
    message: 'the body of the request is too large',
    exitCode: 1,
    remedy: 'send less at once; see /api/docs for the limit',
    status: 413,
  },
  'request.media-type': {
    message: 'the body of the request is of a type that is not taken here',
    exitCode: 1,
    remedy: 'send JSON: Content-Type: application/json',
    status: 415,
  },
  'request.misdirected': {
    message: 'this server answers to its address only',
    exitCode: 1,
    remedy: 'ask it by its address or as localhost; to ask it by a name, set http.publicUrl',
    status: 421,
  },
  'request.cross-site': {
    message: 'a page from elsewhere has sent this request',
    exitCode: 1,
    remedy: "send it from the server's own page, or from a program",
    status: 403,
  },
  'request.too-many': {
    message: 'these are too many requests',
    exitCode: 1,
    remedy: 'ask again in {seconds} s',
    status: 429,
  },
  'request.headers-too-large': {
    message: 'the head of the request is too large',
    exitCode: 1,
    remedy: 'send a long query in the body of a POST',
    status: 431,
  },
  'event.not-found': {
    message: 'there is no event of this id',
    exitCode: 1,
    remedy: 'take the id from an answer of a search; events that you may not see are not there for you',
    status: 404,
  },
  'search.unknown': {
    message: 'there is no saved search of this id',
    exitCode: 1,
    remedy: 'it may have been removed, or is not shared with you any more; take the id from the list',
    status: 404,
  },
  'search.not-yours': {
    message: 'this search belongs to somebody else',
    exitCode: 1,
    remedy: 'save it under a name of your own',
    status: 403,
  },
  'kept.too-many': {
    message: 'there are {limit} {what} already, and no more are kept',
    exitCode: 1,
    remedy: 'remove what nobody needs any more',
    status: 409,
  },
  'catalog.unknown': {
    message: 'there is no data source of this name',
    exitCode: 1,
    remedy: 'see GET /api/v1/catalog for what there is; ask for a new one with POST /api/v1/catalog/requests',
    status: 404,
  },
  'catalog.unknown-request': {
    message: 'there is no request of this id',
    exitCode: 1,
    remedy: 'take the id from the list of requests',
    status: 404,
  },
  'link.unknown': {
    message: 'there is no link of this id',
    exitCode: 1,
    remedy: 'check that it is whole; whoever sent it must have a customer in common with you',
    status: 404,
  },
  'link.invalid': {
    message: 'no link can lead there: {problem}',
    exitCode: 2,
    remedy: 'send the path of a page with its query string, such as /search?q=userName:*',
  },
  'query.time-limit': {
    message: 'the query takes longer than it may',
    exitCode: 1,
    remedy: 'search a shorter time, or name the tokens that the words stand in',
    status: 422,
  },
  'query.row-limit': {
    message: 'the query would have to look at more events than it may',
    exitCode: 1,
    remedy: 'search a shorter time, or name the tokens that the words stand in',
    status: 422,
  },
  'query.memory-limit': {
    message: 'the query needs more memory than it may have',
    exitCode: 1,
    remedy: 'search a shorter time, ask for fewer fields, or group by fewer tokens',
    status: 422,
  },
  'query.answer-limit': {
    message: 'the answer is larger than one may be',
    exitCode: 1,
    remedy: 'ask for fewer events at once, or for fewer fields',
    status: 422,
  },
  'query.cancelled': {
    message: 'the query was ended before it had an answer',
    exitCode: 1,
    remedy: 'ask again',
    status: 503,
  },
  'store.busy': {
    message: 'too many queries are waiting for the event store',
    exitCode: 1,
    remedy: 'ask again in a few seconds',
    status: 503,
  },
  'server.refused': {
    message: '{message}',
    exitCode: 1,
    remedy: '{remedy}',
  },
  'demonstration.begun': {
    message: 'the made-up traffic has been stored already',
    exitCode: 1,
    remedy: 'search for customerId: demonstration; more of it, as it goes on, is sent by gatehouse serve --demo',
    status: 409,
  },
  'demonstration.arriving': {
    message: 'the made-up traffic is still being stored',
    exitCode: 1,
    remedy: 'remove it again in a few seconds',
    status: 409,
  },
  'demonstration.shared': {
    message: '{events} events of the customer demonstration are of another source, and share its sessions',
    exitCode: 1,
    remedy:
      'nothing was removed; give that source a customer of its own, or keep the made-up traffic until retention.days',
    status: 409,
  },
  'demonstration.taken': {
    message: 'there is a source or a customer that is called demonstration',
    exitCode: 1,
    remedy: 'look around in a data folder of its own: gatehouse serve --demo --data FOLDER',
    status: 409,
  },
  'profile.exposed': {
    message: 'others may read {path}, which holds a token',
    exitCode: 1,
    remedy:
      'make it yours alone: chmod 600 {path}; if somebody may have read it, revoke the token and make another one',
  },
} as const satisfies Record<string, ErrorEntry>;
