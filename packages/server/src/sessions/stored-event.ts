// An event as it stands in the columns that were read.

import { AddressTexts, EventColumns } from './event-columns.js';
import {
  believedBegin,
  destinationText,
  EVENT_KINDS,
  type EventKind,
  placeOf,
  type SessionEvent,
} from './session-event.js';

const NOTHING = new EventColumns(
  { rows: 0, numbers: () => [], texts: () => ({ at: () => '', isSame: () => true }) },
  new AddressTexts(),
);

/** Reads a column when it is asked for it: most of them never are, and a row that holds them all would cost more than reading them. */
export class StoredEvent implements SessionEvent {
  kind: EventKind = 'flow';
  time = 0;
  begin = Number.NaN;
  at = 0;
  #columns: EventColumns = NOTHING;
  #index = 0;

  isLike(other: SessionEvent): boolean {
    if (!(other instanceof StoredEvent)) return false;
    return this.#columns === other.#columns && this.#columns.areAlike(this.#index, other.#index);
  }

  move(columns: EventColumns, index: number): void {
    this.#columns = columns;
    this.#index = index;
    this.kind = EVENT_KINDS[columns.eventName.at(index) as keyof typeof EVENT_KINDS];
    this.time = columns.eventTime[index] as number;
    this.begin = believedBegin(this.time, columns.beginningTime[index] as number);
    this.at = placeOf(this.kind, this);
  }

  get block(): number {
    return this.#columns.block[this.#index] as number;
  }

  get row(): number {
    return this.#columns.row[this.#index] as number;
  }

  get tenant(): string {
    return this.#columns.customerId.at(this.#index);
  }

  get category(): string {
    return this.#columns.category.at(this.#index);
  }

  get device(): string {
    return this.#columns.deviceName.at(this.#index);
  }

  get user(): string {
    return this.#columns.userName.at(this.#index);
  }

  get contextUser(): string {
    return this.#columns.contextUser.at(this.#index);
  }

  get vpnSession(): number {
    return this.#columns.vpnSessionId[this.#index] as number;
  }

  get vserver(): string {
    return this.#columns.virtualSystem.at(this.#index);
  }

  get client(): string {
    return (
      this.#columns.addresses.text(this.#columns.client4[this.#index] as number) ||
      this.#columns.client6.at(this.#index)
    );
  }

  get source(): string {
    return (
      this.#columns.addresses.text(this.#columns.source4[this.#index] as number) ||
      this.#columns.source6.at(this.#index)
    );
  }

  get sourcePort(): number {
    return this.#columns.sourcePort[this.#index] as number;
  }

  get nat(): string {
    return this.#columns.addresses.text(this.#columns.nat[this.#index] as number);
  }

  get inBytes(): number {
    return this.#columns.inByte[this.#index] as number;
  }

  get outBytes(): number {
    return this.#columns.outByte[this.#index] as number;
  }

  get duration(): number {
    return this.#columns.duration[this.#index] as number;
  }

  get userAgent(): string {
    return this.#columns.userAgent.at(this.#index);
  }

  get clientType(): string {
    return this.#columns.clientType.at(this.#index);
  }

  get application(): string {
    return this.#columns.application.at(this.#index);
  }

  get host(): string {
    return this.#columns.host.at(this.#index);
  }

  get policy(): string {
    return this.#columns.deniedByPolicy.at(this.#index);
  }

  get logoutMethod(): string {
    return this.#columns.logoutMethod.at(this.#index);
  }

  get connection(): string {
    return this.#columns.externalId.at(this.#index);
  }

  get country(): string {
    return this.#columns.country.at(this.#index);
  }

  get city(): string {
    return this.#columns.city.at(this.#index);
  }

  get destination(): string {
    const { addresses, destination4, destination6, destinationPort } = this.#columns;
    const address = destination4[this.#index] as number;
    const port = destinationPort[this.#index] as number;
    return address === 0 ? destinationText(destination6.at(this.#index), port) : addresses.withPort(address, port);
  }

  get network(): string {
    const asn = this.#columns.asn[this.#index] as number;
    const organisation = this.#columns.asOrg.at(this.#index);
    return asn === 0 ? organisation : `${asn} ${organisation}`.trim();
  }
}
