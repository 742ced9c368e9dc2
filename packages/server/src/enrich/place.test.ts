import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf, placeOf } from './place.js';

const NOWHERE = { country: '', city: '', coordinates: '' };

const PLACES: readonly { name: string; record: unknown; place: unknown }[] = [
  {
    name: 'nested, as MaxMind writes it',
    record: {
      city: { names: { de: 'Wien', en: 'Vienna' } },
      country: { iso_code: 'AT', names: { en: 'Republic of Austria' } },
      location: { latitude: 48.20849, longitude: 16.37208 },
    },
    place: { country: 'Austria', city: 'Vienna', coordinates: '48.2085,16.3721' },
  },
  {
    name: 'flat, with a district',
    record: { country_code: 'US', city: 'Los Angeles (Playa Vista)', latitude: 33.98, longitude: -118.405 },
    place: { country: 'United States', city: 'Los Angeles', coordinates: '33.98,-118.405' },
  },
  {
    name: 'flat, with numbers as texts',
    record: { country: 'GB', city: 'London', lat: '51.5', lng: '-0.12' },
    place: { country: 'United Kingdom', city: 'London', coordinates: '51.5,-0.12' },
  },
  {
    name: 'a country alone',
    record: { country: { iso_code: 'HK' } },
    place: { ...NOWHERE, country: 'Hong Kong' },
  },
  {
    name: 'a country without code',
    record: { country_name: 'Atlantis' },
    place: { ...NOWHERE, country: 'Atlantis' },
  },
  {
    name: 'a code that nobody has given out',
    record: { country_code: 'QQ', country_name: 'Nowhere' },
    place: { ...NOWHERE, country: 'Nowhere' },
  },
  {
    name: 'a position that is none',
    record: { country_code: 'AT', latitude: 91, longitude: 0 },
    place: { ...NOWHERE, country: 'Austria' },
  },
  {
    name: 'a name of two lines',
    record: { city: 'Two\nLines\u0007' },
    place: { ...NOWHERE, city: 'Two Lines' },
  },
  { name: 'a network alone', record: { autonomous_system_number: 64500 }, place: null },
  { name: 'nothing', record: {}, place: null },
  { name: 'no record', record: 'text', place: null },
];

for (const { name, record, place } of PLACES) test(`place: ${name}`, () => assert.deepEqual(placeOf(record), place));

const NETWORKS: readonly { name: string; record: unknown; network: unknown }[] = [
  {
    name: 'as MaxMind writes it',
    record: { autonomous_system_number: 64500, autonomous_system_organization: 'Example Telecom' },
    network: { asn: 64500, organisation: 'Example Telecom' },
  },
  {
    name: 'with the letters in front',
    record: { asn: 'AS64501', as_name: 'Example Hosting' },
    network: { asn: 64501, organisation: 'Example Hosting' },
  },
  { name: 'zero', record: { autonomous_system_number: 0 }, network: null },
  { name: 'too large', record: { asn: 2 ** 32 }, network: null },
  { name: 'no number', record: { asn: 'ASX' }, network: null },
];

for (const { name, record, network } of NETWORKS)
  test(`network: ${name}`, () => assert.deepEqual(networkOf(record), network));
