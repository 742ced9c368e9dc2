// HTTPREQUEST, read by position:
//
//   HOST User U : Group(s) G : Vserver A:P - DATE [GMT][ : [Message = ]SSO is ON :] METHOD URL - -
//
// HOST, U and URL are the client's words. ` : Vserver ` with an address and a date behind it is the fixed point.

import { readDate } from '../decode/date.js';
import { find, type Span, skipBlanks, trimEnd, wordEnd } from '../decode/scan.js';
import { readEndpointValue } from './endpoints.js';
import { readGroups } from './lists.js';
import { type RequestRegion, readMethodAndUrl } from './request-url.js';
import type { Sheet } from './sheet.js';
import { readUser } from './values.js';

const USER = ' User ';
const GROUPS = ': Group(s) ';
const VSERVER = ': Vserver ';

interface Landmarks {
  readonly userAt: number;
  readonly groupsAt: number;
  readonly vserverAt: number;
  readonly vserverTo: number;
}

/** True when the region has the shape of a request; otherwise nothing is claimed. */
export function readHttpRequest(sheet: Sheet, region: Span, rule: string): boolean {
  const marks = findLandmarks(sheet.text, region);
  if (marks === null) return false;
  const host = { from: region.from, to: marks.userAt };
  readPerson(sheet, marks, rule);
  const timeFrom = skipBlanks(sheet.text, marks.vserverTo + 3, region.to);
  sheet.literal({ from: marks.vserverTo, to: timeFrom }, rule);
  const afterTime = readRequestTime(sheet, { from: timeFrom, to: region.to }, rule);
  const requestFrom = readSingleSignOn(sheet, { from: afterTime, to: region.to }, rule);
  readRequest(sheet, { host, from: requestFrom, to: region.to }, rule);
  return true;
}

function findLandmarks(text: string, region: Span): Landmarks | null {
  const userAt = text.startsWith('User ', region.from) ? region.from : find(text, USER, region);
  const firstGroups = find(text, GROUPS, { ...region, from: userAt });
  if (userAt < 0 || firstGroups < 0) return null;
  for (
    let vserverAt = find(text, VSERVER, { ...region, from: userAt });
    vserverAt >= 0;
    vserverAt = find(text, VSERVER, { ...region, from: vserverAt + 1 })
  ) {
    const vserverTo = wordEnd(text, vserverAt + VSERVER.length, region.to);
    const time = text.startsWith(' - ', vserverTo) ? skipBlanks(text, vserverTo + 3) : vserverTo;
    if (vserverAt < firstGroups || readDate(text, time) === null) continue;
    return { userAt, groupsAt: text.lastIndexOf(GROUPS, vserverAt - 1), vserverAt, vserverTo };
  }
  return null;
}

function readPerson(sheet: Sheet, { userAt, groupsAt, vserverAt, vserverTo }: Landmarks, rule: string): void {
  const { text } = sheet;
  const userFrom = userAt + (text.charCodeAt(userAt) === 32 ? USER.length : USER.length - 1);
  const user = { from: userFrom, to: Math.max(userFrom, trimEnd(text, userFrom, groupsAt)) };
  const groups = {
    from: groupsAt + GROUPS.length,
    to: Math.max(groupsAt + GROUPS.length, trimEnd(text, groupsAt, vserverAt)),
  };
  const vserver = { from: vserverAt + VSERVER.length, to: vserverTo };
  if (sheet.slice(user).includes(GROUPS)) sheet.defect('repeated-label');
  sheet.literal({ from: userAt, to: user.from }, rule);
  readUser({ sheet, span: user, rule: `${rule}/User`, name: 'User', token: 'userName' });
  sheet.literal({ from: user.to, to: groups.from }, rule);
  readGroups({ sheet, span: groups, rule: `${rule}/Group(s)`, name: 'Group(s)', token: 'group' });
  sheet.literal({ from: groups.to, to: vserver.from }, rule);
  readEndpointValue(sheet, vserver, { rule: `${rule}/Vserver`, name: 'Vserver', role: 'virtual' });
}

function readRequestTime(sheet: Sheet, { from, to }: Span, rule: string): number {
  const date = readDate(sheet.text, from);
  if (date === null) return from;
  const zone = skipBlanks(sheet.text, date.to, to);
  const isGmt = sheet.text.startsWith('GMT ', zone);
  sheet.times.push({ date, isGmt, token: 'beginningTime', attribute: 'Time', rule: `${rule}/time` });
  const end = skipBlanks(sheet.text, isGmt ? zone + 3 : date.to, to);
  sheet.literal({ from: date.to, to: end }, rule);
  return end;
}

const SSO = /^: (?:Message = )?SSO is (ON|OFF) : ?/;

function readSingleSignOn(sheet: Sheet, { from }: Span, rule: string): number {
  const match = SSO.exec(sheet.text.slice(from, from + 32));
  if (match === null) return from;
  sheet.literal({ from, to: from + match[0].length }, rule);
  sheet.constantAttribute('SSO', match[1] ?? '');
  return from + match[0].length;
}

/** The URL may end in hyphens of its own: exactly one ` - -` is cut off. Without it the line was cut. */
function readRequest(sheet: Sheet, { host, from, to }: RequestRegion, rule: string): void {
  const isWhole = sheet.text.endsWith(' - -', to) && to - 4 >= from;
  if (!isWhole) sheet.defect('missing-label');
  const end = isWhole ? to - 4 : to;
  if ([VSERVER, 'Group(s) '].some((label) => sheet.slice({ from, to: end }).includes(label)))
    sheet.defect('repeated-label');
  readMethodAndUrl(sheet, { host, from, to: end }, rule);
  sheet.literal({ from: end, to }, rule);
}
