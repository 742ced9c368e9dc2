// Our own icons, drawn on 16 × 16 with a stroke of 1.5.

const PATHS = {
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM11 11l3 3',
  overview: 'M2.5 2.5h4.5v6h-4.5zM9 2.5h4.5v3.5h-4.5zM9 8.5h4.5v5h-4.5zM2.5 11h4.5v2.5h-4.5z',
  sessions: 'M2 4h7M5 8h8M3 12h5',
  people: 'M8 7.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.5 14c.6-2.8 2.8-4.25 5.5-4.25s4.9 1.45 5.5 4.25',
  address:
    'M8 14.5s4.75-4.1 4.75-7.75a4.75 4.75 0 0 0-9.5 0C3.25 10.4 8 14.5 8 14.5zM8 8.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z',
  map: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2.2 8h11.6M8 2c-3.6 3.7-3.6 8.3 0 12M8 2c3.6 3.7 3.6 8.3 0 12',
  gateway: 'M2.5 13.5V6L5 3.5 7.5 6v1.5h1V6L11 3.5 13.5 6v7.5h-3V11a2.5 2.5 0 0 0-5 0v2.5z',
  catalog: 'M3 2.5h7.5l2.5 2.5v8.5H3zM5.5 7h5M5.5 10h5',
  admin: 'M8 2l5 2v4c0 3.2-2 5.2-5 6-3-.8-5-2.8-5-6V4zM6 8l1.5 1.5L10.5 6.5',
  alert: 'M8 2.5l6 11H2zM8 6.5v3M8 11.6v.1',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  only: 'M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10zM8 9.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z',
  column: 'M2.5 3h11v10h-11zM6.25 3v10M9.75 3v10',
  pin: 'M6 2.5h4l-.5 4 2 2.5h-7l2-2.5zM8 9v4.5',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  play: 'M5 3l8 5-8 5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  live: 'M8 9.3a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6zM4.8 11.2a4.5 4.5 0 0 1 0-6.4M11.2 4.8a4.5 4.5 0 0 1 0 6.4M2.8 13.2a7.3 7.3 0 0 1 0-10.4M13.2 2.8a7.3 7.3 0 0 1 0 10.4',
  star: 'M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z',
  share:
    'M6.8 9.2a2.8 2.8 0 0 0 4 0l2-2a2.8 2.8 0 0 0-4-4l-.9.9M9.2 6.8a2.8 2.8 0 0 0-4 0l-2 2a2.8 2.8 0 0 0 4 4l.9-.9',
  download: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.5h10',
  history: 'M2.6 8a5.5 5.5 0 1 0 1.6-3.9L2.5 5.8M2.5 2.8v3h3M8 5.2V8l2 1.4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  left: 'M10 4L6 8l4 4',
  right: 'M6 4l4 4-4 4',
  refresh: 'M13.4 8A5.5 5.5 0 1 1 11.8 4.1l1.7 1.7M13.5 2.8v3h-3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z',
  screen: 'M2 3h12v8H2zM6 13.5h4',
  help: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.2 6.3c.2-1.2 1-1.8 1.9-1.8 1 0 1.8.7 1.8 1.6 0 1.4-1.9 1.5-1.9 2.9M8 11.4v.1',
  user: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c.5-2.5 2.7-4 5.5-4s5 1.5 5.5 4',
  logout: 'M6.5 2.5h-4v11h4M6.5 8h7M10.8 5.2L13.5 8l-2.7 2.8',
  compare: 'M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1.5v-5.5z',
  sidebar: 'M2.5 3h11v10h-11zM6.5 3v10',
  chart: 'M2.5 13.5h11M4 11V7.5M7 11V4M10 11V6M13 11V8.5',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  patterns: 'M2.5 3.5h3M7.5 3.5h6M2.5 8h3M7.5 8h6M2.5 12.5h3M7.5 12.5h6',
  key: 'M10.2 9.3a3.5 3.5 0 1 0-3.5-3.5c0 .5.1 1 .3 1.4L2.5 11.7v1.8h2.3l.2-1.5 1.5-.2.2-1.6 1.6-1.3c.6.3 1.2.4 1.9.4zM11 5.2v.1',
  file: 'M4 2h5.5L13 5.5V14H4zM9.5 2v3.5H13',
  external: 'M9 2.5h4.5V7M13.5 2.5l-6 6M11.5 9.5v4h-9v-9h4',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it means stands beside it, or in the label of the button around it. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
