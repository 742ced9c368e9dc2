// Label rows that several events share.

import type { LabelRow } from '@gatehouse/model';

/** What the user typed: any text, up to the labels of its event. */
export const USER: LabelRow = { label: 'User', kind: 'user', token: 'userName', free: true };

export const CLIENT: LabelRow = { label: 'Client_ip', kind: 'address', role: 'client' };
export const FORWARDED: LabelRow = {
  label: 'X-Forwarded-For_ip',
  kind: 'forwarded',
  token: 'forwardedFor',
  optional: true,
};
export const NAT: LabelRow = { label: 'Nat_ip', kind: 'address', role: 'nat' };
export const VSERVER: LabelRow = { label: 'Vserver', kind: 'endpoint', role: 'virtual' };
export const SOURCE: LabelRow = { label: 'Source', kind: 'endpoint', role: 'source' };
export const DESTINATION: LabelRow = { label: 'Destination', kind: 'endpoint', role: 'destination' };

/** The directory names the groups, so text of a client that imitates the label stands further left. */
export const GROUPS: LabelRow = { label: 'Group(s)', kind: 'groups', token: 'group', free: true, pick: 'last' };

export const DURATION: LabelRow = { label: 'Duration', kind: 'duration', token: 'duration' };
export const BYTES: readonly LabelRow[] = [
  { label: 'Total_bytes_send', kind: 'number', token: 'outByte' },
  { label: 'Total_bytes_recv', kind: 'number', token: 'inByte' },
];
export const COMPRESSION: readonly LabelRow[] = [
  { label: 'Total_compressedbytes_send', kind: 'word' },
  { label: 'Total_compressedbytes_recv', kind: 'word' },
  { label: 'Compression_ratio_send', kind: 'word', unit: '%' },
  { label: 'Compression_ratio_recv', kind: 'word', unit: '%' },
];
export const ACCESS: LabelRow = { label: 'Access', kind: 'access' };
export const DENIED_BY: LabelRow = { label: 'Denied_by_policy', kind: 'text', token: 'deniedByPolicy' };

export function optional(row: LabelRow): LabelRow {
  return { ...row, optional: true };
}
