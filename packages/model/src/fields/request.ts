import { DICTIONARY, PLAIN } from '../columns.js';
import type { Field } from '../field.js';

export const REQUEST_FIELDS = [
  {
    token: 'requestUrl',
    type: 'string',
    section: 'Request',
    origin: 'mapping',
    guide: { row: 26, name: 'URL' },
    description:
      'What was requested through the gateway: host and path without the scheme, host and port for a tunnel (CONNECT).',
    samples: ['intranet.example.com/wiki/start', 'mail.example.com:443'],
    column: PLAIN,
    ecs: ['url.original', 'url.domain'],
    ocsf: ['network_activity:url.url_string', 'authentication:http_request.url.url_string'],
  },
  {
    token: 'httpMethod',
    type: 'keyword',
    section: 'Request',
    origin: 'extension',
    label: 'Method of the request line',
    description: 'Method of that request.',
    samples: ['GET', 'POST', 'CONNECT'],
    column: DICTIONARY,
    ecs: ['http.request.method'],
    ocsf: ['authentication:http_request.http_method'],
  },
  {
    token: 'command',
    type: 'text',
    section: 'Request',
    origin: 'extension',
    label: 'Command',
    description: 'Command that an administrator gave to the appliance (CMD_EXECUTED).',
    samples: ['show ns version'],
    column: PLAIN,
    ecs: [],
    ocsf: ['*:unmapped'],
  },
] as const satisfies readonly Field[];
