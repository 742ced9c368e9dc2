// Context into one event: the obvious way, for `gatehouse parse` and as the twin that batch-enrichment.ts is compared with.

import type { EventDraft, EventFields } from '@gatehouse/model';
import type { AddressFacts, Lookup } from './lookup.js';

/** Texts of the event are latin1 strings, one character per byte, and so are those that are added. */
export function enrichEvent(event: EventFields, lookup: Lookup): EventFields {
  const source = addressFacts(event.sourceIpv4 ?? event.sourceIpv6, lookup);
  const effective = source === null ? null : lookup.effective(source, event.forwardedFor ?? []);
  const client = addressFacts(event.clientIpv4 ?? event.clientIpv6, lookup);
  const destination = addressFacts(event.destinationIpv4 ?? event.destinationIpv6, lookup);
  const tags = [effective, client?.isProxy === true ? null : client, destination].flatMap((facts) => facts?.tags ?? []);
  for (const name of [event.userName, event.contextUser])
    if (name !== undefined) tags.push(...lookup.user(utf8(name)).tags);
  const all = [...(event.tags ?? []), ...tags.map(latin1)];
  return {
    ...event,
    ...present({
      geoSourceCoordinates: effective?.place?.coordinates,
      geoSourceCountry: effective?.place?.country,
      geoSourceCity: effective?.place?.city,
      sourceAsn: effective?.network?.asn,
      sourceAsOrg: effective?.network?.organisation,
      geoDestinationCoordinates: destination?.place?.coordinates,
      geoDestinationCountry: destination?.place?.country,
      geoDestinationCity: destination?.place?.city,
      destinationAsn: destination?.network?.asn,
      destinationAsOrg: destination?.network?.organisation,
      ...personTokens(event, lookup),
    }),
    ...(all.length > 0 && { tags: [...new Set(all)] }),
  };
}

function addressFacts(address: string | undefined, lookup: Lookup): AddressFacts | null {
  return address === undefined ? null : lookup.address(address);
}

type Added = { readonly [T in keyof EventFields]: EventFields[T] | undefined };

function personTokens({ userName }: EventFields, lookup: Lookup): Added {
  const person = userName === undefined ? null : lookup.user(utf8(userName)).person;
  if (person === null) return {};
  const [userEmployeeId, userDepartment, userStatus, userManager, userMail] = person.texts;
  const userTerminationDate = person.terminationDate ?? undefined;
  return { userEmployeeId, userDepartment, userStatus, userManager, userMail, userTerminationDate };
}

/** What is known, as the event's texts are written. */
function present(added: Added): EventFields {
  const kept: Record<string, unknown> = {};
  for (const [token, value] of Object.entries(added)) {
    if (value === undefined || value === '') continue;
    kept[token] = typeof value === 'string' ? latin1(value) : value;
  }
  return kept as EventDraft;
}

function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
