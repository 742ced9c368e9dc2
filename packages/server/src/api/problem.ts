// Failures as RFC 9457 problem details. In: anything thrown. Out: a status and a body that says what was wrong and what to do, never how
// the program looks inside.

import type { Problem as ProblemBody } from '@gatehouse/model';
import type { FastifyError } from 'fastify';
import Type from 'typebox';
import { AppError, statusOf } from '../errors.js';
import { answer } from './answer.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const Place = Type.Object({
  from: Type.Integer({ description: 'First character of the place in the text, in UTF-16 units.' }),
  to: Type.Integer({ description: 'Behind its last character.' }),
  code: Type.String(),
  message: Type.String(),
  fix: Type.String(),
});

export const Problem = answer<ProblemBody>()(
  Type.Object(
    {
      type: Type.String({ description: 'Always about:blank; `code` tells problems apart.' }),
      title: Type.String(),
      status: Type.Integer(),
      code: Type.String({ description: 'See the reference of error codes.' }),
      detail: Type.String(),
      remedy: Type.String(),
      problems: Type.Optional(Type.Array(Place, { description: 'Places in a text that was sent.' })),
    },
    { title: 'Problem', description: 'Why a request was not answered (RFC 9457).' },
  ),
);

export type Problem = ProblemBody;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export function problemOf(error: AppError): Problem {
  const status = statusOf(error.code);
  const { code, message, remedy, range } = error;
  const place = range === undefined ? {} : { problems: [{ ...range, code, message, fix: remedy }] };
  return { type: 'about:blank', title: titleOf(status), status, code, detail: message, remedy, ...place };
}

/** What the server has got wrong itself: whoever asked learns only that. */
export function defectProblem(): Problem {
  const status = 500;
  const detail = 'the answer could not be made';
  const remedy = 'the log of the server says why';
  return { type: 'about:blank', title: titleOf(status), status, code: 'program.defect', detail, remedy };
}

export function titleOf(status: number): string {
  return TITLES[status] ?? 'Error';
}

/** Null: a defect, or trouble of the server, which its log has to hear of. */
export function requestError(error: unknown): AppError | null {
  if (error instanceof AppError) return statusOf(error.code) === 500 ? null : asParameter(error);
  const { code = '', statusCode = 500, validation, validationContext, message } = error as FastifyError;
  if (validation !== undefined) {
    const [first] = validation;
    const place = `${validationContext ?? 'request'}${first?.instancePath ?? ''}`;
    return new AppError('request.invalid', { problem: `${place} ${first?.message ?? 'is not as it should be'}` });
  }
  if (statusCode < 400 || statusCode >= 500) return null;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('request.too-large', {});
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('request.media-type', {});
    default:
      return new AppError('request.invalid', { problem: firstLine(message) });
  }
}

/** What is an option of a command is a parameter here. */
function asParameter(error: AppError): AppError {
  const { option, value, reason } = error.details;
  if (error.code !== 'option.invalid' || option === undefined) return error;
  const problem = `${option.replace(/^--/, '')} cannot be ${(value ?? '').slice(0, 100)}: ${reason}`;
  return new AppError('request.invalid', { problem }, { cause: error });
}

/** Messages of the framework and of JSON.parse quote what was sent. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
