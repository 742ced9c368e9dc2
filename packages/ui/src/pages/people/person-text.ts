// A person for other places: a ticket, a chat.

import type { SessionTally, VpnUser } from '@gatehouse/model';
import { formatBytes, formatDuration, formatNumber } from '../../lib/format.js';
import type { MarkdownPart } from '../../lib/markdown.js';
import { formatInstant } from '../../lib/time.js';
import { habitText } from './habit-text.js';

export function personMarkdown(person: VpnUser): MarkdownPart {
  const { account, from, to, totals, failures } = person;
  const days = [from, to].map((time) => formatInstant(Date.parse(time), 'utc', 'd'));
  return {
    title: `${account}, ${days.join(' to ')}`,
    facts: [
      ['names', person.userName.join(', ')],
      ['sessions', `${formatNumber(totals.sessions)}, ${formatDuration(totals.seconds)} in all`],
      [
        'down / up',
        `${formatBytes(totals.inByte + totals.legInByte)} / ${formatBytes(totals.outByte + totals.legOutByte)}`,
      ],
      ['failed to sign in', formatNumber(failures.count)],
      ['refused', formatNumber(totals.denials)],
      ['countries', listed(person.countries)],
      ['cities', listed(person.cities)],
      ['addresses', listed(person.addresses)],
      ['devices and clients', listed(person.devices)],
      ['new', newThings(person)],
    ],
  };
}

function listed(tallies: readonly SessionTally[]): string {
  return tallies.map(({ value, sessions }) => `${value} (${formatNumber(sessions)})`).join(', ');
}

function newThings({ habits }: VpnUser): string {
  return habits
    .map((habit) => {
      const { what, value } = habitText(habit);
      return `${what} ${value}`;
    })
    .join(', ');
}
