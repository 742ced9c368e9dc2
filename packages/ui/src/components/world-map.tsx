// Places on a map of the world: circles by size, arcs to where they lead. The outlines are Natural Earth's (public domain), at
// 1 : 110 million. Beside it there has to be a table that says the same: this is for the eye only.

import { useQuery } from '@tanstack/react-query';
import { type GeoProjection, geoInterpolate, geoNaturalEarth1, geoPath } from 'd3-geo';
import { useMemo } from 'react';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import outlinesUrl from 'world-atlas/countries-110m.json?url';
import type { Place } from '../lib/places.js';
import { PlaceLink } from './place-link.js';
import './world-map.css';

export interface Spot {
  readonly key: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly count: number;
  readonly isBad: boolean;
  readonly title: string;
  readonly place: Place;
}

export interface Goal {
  readonly name: string;
  readonly title?: string;
  readonly place?: Place;
  readonly longitude: number;
  readonly latitude: number;
}

export interface Arc {
  readonly from: Spot;
  readonly to: Goal;
  readonly count: number;
  readonly title: string;
  readonly place: Place;
}

interface WorldMapProps {
  readonly spots: readonly Spot[];
  readonly goals: readonly Goal[];
  readonly arcs: readonly Arc[];
  /** As near as all of them allow; else the whole world. */
  readonly isFitted: boolean;
}

type World = Topology<{ readonly countries: GeometryCollection; readonly land: GeometryCollection }>;

const [WIDTH, HEIGHT, MARGIN] = [1000, 480, 24];
/** Nearer than this the outlines are too coarse. */
const NEAREST = 6;

export function WorldMap({ spots, goals, arcs, isFitted }: WorldMapProps) {
  const world = useQuery({ queryKey: ['outlines'], queryFn: readOutlines, staleTime: Number.POSITIVE_INFINITY });
  const projection = useMemo(
    () => projectionFor(isFitted ? [...spots, ...goals, ...arcs.flatMap(waypoints)] : []),
    [isFitted, spots, goals, arcs],
  );
  const path = useMemo(() => geoPath(projection), [projection]);
  const most = Math.max(1, ...spots.map(({ count }) => count));
  return (
    <svg className="world" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path className="world-sea" d={path({ type: 'Sphere' }) ?? ''} />
      {world.data === undefined ? null : <Outlines world={world.data} path={path} />}
      {arcs.map((arc) => (
        <ArcMark key={`${arc.from.key} ${arc.to.name}`} arc={arc} share={arc.count / most} path={path} />
      ))}
      {spots
        .toSorted((a, b) => b.count - a.count)
        .map((spot) => (
          <SpotMark key={spot.key} spot={spot} radius={4 + 20 * Math.sqrt(spot.count / most)} projection={projection} />
        ))}
      {goals.map((goal) => (
        <GoalMark key={goal.name} goal={goal} projection={projection} />
      ))}
    </svg>
  );
}

async function readOutlines(): Promise<World> {
  const response = await fetch(outlinesUrl);
  return (await response.json()) as World;
}

type Point = Pick<Spot, 'longitude' | 'latitude'>;

/** The shortest way over the globe is bent on a map: all of it is to be seen. */
function waypoints({ from, to }: Arc): readonly Point[] {
  const between = geoInterpolate(coordinatesOf(from), coordinatesOf(to));
  return [0.25, 0.5, 0.75].map((part) => {
    const [longitude, latitude] = between(part);
    return { longitude, latitude };
  });
}

function coordinatesOf({ longitude, latitude }: Point): [number, number] {
  return [longitude, latitude];
}

const BOX: [[number, number], [number, number]] = [
  [MARGIN, MARGIN],
  [WIDTH - MARGIN, HEIGHT - MARGIN],
];

/** The whole world, or as near as all points allow: a single one would be infinitely near. */
function projectionFor(points: readonly Point[]): GeoProjection {
  const whole = geoNaturalEarth1().fitExtent(BOX, { type: 'Sphere' });
  if (points.length === 0) return whole;
  const placed = points.map((point): readonly [number, number] => whole(coordinatesOf(point)) ?? [0, 0]);
  const [x, y] = [rangeOf(placed.map(([at]) => at)), rangeOf(placed.map(([, at]) => at))];
  const closer = Math.min((WIDTH - 4 * MARGIN) / x.size, (HEIGHT - 4 * MARGIN) / y.size, NEAREST);
  const center = whole.invert?.([x.middle, y.middle]) ?? [0, 0];
  const near = geoNaturalEarth1()
    .scale(whole.scale() * closer)
    .translate([0, 0]);
  const [dx, dy] = near(center) ?? [0, 0];
  return near.translate([WIDTH / 2 - dx, HEIGHT / 2 - dy]).clipExtent([
    [0, 0],
    [WIDTH, HEIGHT],
  ]);
}

function rangeOf(values: readonly number[]): { readonly size: number; readonly middle: number } {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { size: Math.max(1, high - low), middle: (low + high) / 2 };
}

interface OutlinesProps {
  readonly world: World;
  readonly path: ReturnType<typeof geoPath>;
}

function Outlines({ world, path }: OutlinesProps) {
  const { land, countries } = world.objects;
  const [ground, borders] = useMemo(
    () => [path(feature(world, land)) ?? '', path(mesh(world, countries, (a, b) => a !== b)) ?? ''],
    [world, land, countries, path],
  );
  return (
    <>
      <path className="world-land" d={ground} />
      <path className="world-border" d={borders} />
    </>
  );
}

interface ArcMarkProps {
  readonly arc: Arc;
  /** Of the most events of a place. */
  readonly share: number;
  readonly path: ReturnType<typeof geoPath>;
}

/** A thin line is hard to point at: a wider one that is not seen lies below it. */
function ArcMark({ arc: { from, to, title, place }, share, path }: ArcMarkProps) {
  const line = path({ type: 'LineString', coordinates: [coordinatesOf(from), coordinatesOf(to)] }) ?? '';
  return (
    <PlaceLink place={place} isSkipped>
      <g className={from.isBad ? 'world-way is-bad' : 'world-way'}>
        <title>{title}</title>
        <path className="world-reach" d={line} />
        <path className="world-arc" d={line} strokeWidth={1 + 3 * Math.sqrt(share)} />
      </g>
    </PlaceLink>
  );
}

interface SpotMarkProps {
  readonly spot: Spot;
  readonly radius: number;
  readonly projection: GeoProjection;
}

function SpotMark({ spot, radius, projection }: SpotMarkProps) {
  const [x, y] = projection(coordinatesOf(spot)) ?? [-99, -99];
  return (
    <PlaceLink place={spot.place} isSkipped>
      <circle className={spot.isBad ? 'world-spot is-bad' : 'world-spot'} cx={x} cy={y} r={radius}>
        <title>{spot.title}</title>
      </circle>
    </PlaceLink>
  );
}

function GoalMark({ goal, projection }: { readonly goal: Goal; readonly projection: GeoProjection }) {
  const [x, y] = projection(coordinatesOf(goal)) ?? [-99, -99];
  const isAtEnd = x > WIDTH * 0.75;
  const mark = (
    <g className="world-goal" transform={`translate(${x} ${y})`}>
      {goal.title === undefined ? null : <title>{goal.title}</title>}
      <path d="M-6 -6h12v12h-12z" />
      <text x={isAtEnd ? -9 : 9} y={4} textAnchor={isAtEnd ? 'end' : 'start'}>
        {goal.name}
      </text>
    </g>
  );
  return goal.place === undefined ? (
    mark
  ) : (
    <PlaceLink place={goal.place} isSkipped>
      {mark}
    </PlaceLink>
  );
}
