// Where corridors are drawn: from one region to the edge of the map, for orientation. They join
// regions, follow no route, and say nothing about where anything moves.
export interface Drawn {
  from: [number, number];
  to: [number, number];
  /** Sideways bend of the line, as a share of its length. */
  bend: number;
}

/** Longitude and latitude of both ends, by id. */
export const corridorLines: Record<string, Drawn> = {
  EPAC: { from: [-79, 2.5], to: [-90, 10.5], bend: 0.2 },
  WCARIB: { from: [-76.2, 10.2], to: [-82.5, 14.8], bend: 0.15 },
  CARIB: { from: [-73.6, 12.2], to: [-72, 16.4], bend: -0.1 },
  VENEZ: { from: [-69, 9], to: [-62, 13.5], bend: 0.15 },
  CONTAINER: { from: [-66.5, 5.5], to: [-57.5, 9.5], bend: 0.1 },
  WAFRICA: { from: [-64, -3], to: [-55.5, 0.5], bend: 0.1 },
  BRAZIL: { from: [-64.3, -11], to: [-55.5, -13.5], bend: -0.1 },
  ECUADOR: { from: [-80.4, -1.8], to: [-90, 0.5], bend: -0.12 },
  OVERLAND: { from: [-78.6, 8.3], to: [-88, 13.6], bend: -0.12 },
  COURIER: { from: [-77.4, -12], to: [-87, -15.5], bend: 0.1 },
  PACASIA: { from: [-80.5, -7.5], to: [-90.5, -8.5], bend: 0.08 },
};
