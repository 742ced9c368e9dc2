// Errors of signing in, of accounts, tokens and customers: part of the table in errors.ts.

import type { ErrorEntry } from './error-entry.js';

export const accessErrors = {
  'access.login-failed': {
    message: 'name or password is wrong',
    exitCode: 1,
    remedy: 'check both; an administrator can give you another password',
    status: 401,
  },
  'access.locked': {
    message: 'too many attempts have failed; nothing is tried for {seconds} s',
    exitCode: 1,
    remedy: 'wait that long, then try again',
    status: 429,
  },
  'access.busy': {
    message: 'too many people sign in at this moment',
    exitCode: 1,
    remedy: 'try again in a few seconds',
    status: 503,
  },
  'access.session-only': {
    message: 'this takes somebody who has signed in: no token can do it',
    exitCode: 1,
    remedy: 'sign in at the page, or use the command line on the machine of the server',
    status: 403,
  },
  'access.csrf': {
    message: 'the request does not prove that it comes from the page',
    exitCode: 1,
    remedy: 'send the csrfToken of GET /api/v1/session in the header X-CSRF-Token',
    status: 403,
  },
  'access.weak-password': {
    message: 'this password is too easy to guess: {reason}',
    exitCode: 2,
    remedy: 'take a sentence of several words, or let a password manager make one',
  },
  'password.refused': {
    message: 'this is no password: {reason}',
    exitCode: 2,
    remedy: 'type it twice when asked, or send one line: pass show gatehouse | gatehouse user add anna',
  },
  'access.invalid-name': {
    message: 'this cannot be the name of a user',
    exitCode: 2,
    remedy: 'use 1 to 64 letters without accents, digits and the signs . _ @ + -, the first one a letter or digit',
  },
  'access.free-name': {
    message: 'who administrates some of the customers gives names that end in one of them',
    exitCode: 2,
    remedy: 'add the customer to the name, such as {example}; other names are given by who administrates all customers',
    status: 403,
  },
  'access.name-of-customer': {
    message: 'a name that ends in @{customer} is for somebody of the customer {customer} alone',
    exitCode: 2,
    remedy: 'give exactly this customer, or take a name that ends otherwise; mail addresses can be names as well',
  },
  'access.no-customer': {
    message: 'somebody without a customer is out of your reach from then on',
    exitCode: 2,
    remedy: 'give one of your customers, or disable the user',
  },
  'access.name-taken': {
    message: 'there is {what} of this name already',
    exitCode: 1,
    remedy: 'choose another name',
    status: 409,
  },
  'access.unknown': {
    message: 'there is no {what} of this name',
    exitCode: 1,
    remedy: 'check the spelling; the list shows those that you may see',
    status: 404,
  },
  'access.unknown-tenant': {
    message: 'there is no customer {tenant}',
    exitCode: 2,
    remedy: 'name one that there is, or create it first',
  },
  'access.invalid-tenant': {
    message: 'this cannot be the id of a customer',
    exitCode: 2,
    remedy:
      'use 1 to 64 letters, digits, "_" and "-", the first one a letter or digit, as in customerId of the configuration',
  },
  'access.foreign-tenant': {
    message: 'you cannot give access to customers that you do not have yourself',
    exitCode: 1,
    remedy: 'leave them out, or ask somebody who has them',
    status: 403,
  },
  'access.too-much': {
    message: 'a token cannot have more than its owner: {what}',
    exitCode: 2,
    remedy: 'ask for less',
  },
  'access.last-admin': {
    message: 'this is the last administrator of all customers',
    exitCode: 1,
    remedy: 'make somebody else one first',
    status: 409,
  },
  'access.expiry': {
    message: 'a token cannot be valid for {days} days',
    exitCode: 2,
    remedy: 'choose 1 to {limit} days',
  },
  'access.setup-over': {
    message: 'this link for setting up is not valid, or not any more',
    exitCode: 1,
    remedy:
      'use the link that the server printed when it started last; later people are added on the page Admin, or with `gatehouse user add`',
    status: 403,
  },
  'access.link-over': {
    message: 'this link for choosing a password is not valid, or not any more',
    exitCode: 1,
    remedy: 'ask an administrator for another one; each can be used once, within three days',
    status: 403,
  },
  'access.provided': {
    message: 'this user comes from an identity provider, which decides on password, role and customers',
    exitCode: 1,
    remedy: 'change them at the provider; here the user can be disabled or removed',
    status: 409,
  },
  'access.disabled': {
    message: 'this user has been disabled here',
    exitCode: 1,
    remedy: 'ask an administrator to enable it again',
    status: 403,
  },
  'access.no-provider': {
    message: 'no identity provider is set up here',
    exitCode: 1,
    remedy: 'sign in with name and password, or name the file of the provider in access.oidc',
    status: 404,
  },
  'access.provider-settings': {
    message: 'the identity provider cannot be used as {path} describes it: {reason}',
    exitCode: 2,
    remedy: 'correct the file; docs/sign-in.md says what may stand in it',
  },
  'access.provider-failed': {
    message: 'the identity provider does not answer as it should',
    exitCode: 1,
    remedy: 'try again; if it stays so, the log of the server says why',
    status: 503,
  },
  'access.provider-refused': {
    message: 'the identity provider has not signed you in: {reason}',
    exitCode: 1,
    remedy: 'try again, or ask whoever looks after the provider',
    status: 403,
  },
  'access.sign-in-expired': {
    message: 'this sign-in has expired, or was begun in another browser',
    exitCode: 1,
    remedy: 'begin again',
    status: 403,
  },
  'access.not-granted': {
    message: 'the identity provider knows you, but nothing here is open to you',
    exitCode: 1,
    remedy: 'ask an administrator to let one of your groups in',
    status: 403,
  },
  'audit.failed': {
    message: 'the audit cannot be read or written: {reason}',
    exitCode: 1,
    remedy: 'check the disk that holds the data folder (df, dmesg); what cannot be recorded is refused',
    status: 503,
  },
  'audit.broken': {
    message: 'the audit is broken at record {sequence}: {reason}',
    exitCode: 1,
    remedy: 'somebody has changed the data folder, or a copy of it was put back: compare with a copy from elsewhere',
  },
} as const satisfies Record<string, ErrorEntry>;
