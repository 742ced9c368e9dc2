/** The parts that pages are put together from, as markup. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type DataColumn, DataTable } from './data-table.js';
import { PageFrame } from './page-frame.js';
import { Tile } from './tile.js';

interface Gateway {
  readonly name: string;
  readonly events: number;
}

const COLUMNS: readonly DataColumn<Gateway>[] = [
  { name: 'Gateway', order: ({ name }) => name, cell: ({ name }) => name },
  { name: 'Events', isQuantity: true, order: ({ events }) => events, cell: ({ events }) => events },
];

function table(rows: readonly Gateway[]): ReactNode {
  const parts = { label: 'Gateways', columns: COLUMNS, rows, keyOf: ({ name }: Gateway) => name };
  return createElement(DataTable<Gateway>, { ...parts, empty: createElement('p', {}, 'None yet') });
}

const rows: readonly (readonly [name: string, part: ReactNode, expected: RegExp])[] = [
  ['text of a row is text', table([{ name: '<b>x</b>', events: 1 }]), /<td data-name="Gateway">&lt;b&gt;x&lt;\/b&gt;</],
  ['each cell knows its column', table([{ name: 'gw', events: 7 }]), /<td data-name="Events" class="number">7</],
  ['a table without rows says so', table([]), /^<p>None yet<\/p>$/],
  [
    'a tile is a region of its name',
    createElement(Tile, { title: 'Sign-ins' }, '12'),
    /<section[^>]* aria-labelledby="(\S+)".*<h2 id="\1">Sign-ins<.*12</,
  ],
  [
    'a page names the source of its places',
    createElement(PageFrame, { title: 'Map' }, 'Here'),
    /<h1>Map<\/h1>.*href="https:\/\/db-ip.com"[^>]*>IP Geolocation by DB-IP</,
  ],
];

for (const [name, part, expected] of rows) {
  test(name, () => assert.match(renderToStaticMarkup(part), expected));
}
