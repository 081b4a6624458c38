/* What articles/polygons.py says of polygons, while somebody draws them. Corners are fractions of the page. */
"use strict";

const Polygons = (() => {
  const SLIP = 0.003;
  const LEAST_AREA = SLIP * SLIP;
  const FINENESS = 8;

  const edges = (points) => points.map((point, i) => [point, points[(i + 1) % points.length]]);

  const common = (first, second, axis) => [
    Math.max(...[first, second].map((points) => Math.min(...points.map((point) => point[axis])))),
    Math.min(...[first, second].map((points) => Math.max(...points.map((point) => point[axis])))),
  ];

  /** How far a point lies from a polygon's outline: above zero within it, below outside. */
  function depthOf(x, y, points) {
    let inside = false;
    let nearest = Infinity;
    let [x1, y1] = points.at(-1);
    for (const [x2, y2] of points) {
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) inside = !inside;
      const [dx, dy] = [x2 - x1, y2 - y1];
      const length = dx * dx + dy * dy;
      const along = length ? Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / length, 0), 1) : 0;
      nearest = Math.min(nearest, Math.hypot(x - x1 - along * dx, y - y1 - along * dy));
      [x1, y1] = [x2, y2];
    }
    return inside ? nearest : -nearest;
  }

  /** Whether a round spot of this width lies within both polygons: squares that may hold its middle are divided. */
  function overlap(first, second, width = SLIP) {
    const [left, right] = common(first, second, 0);
    const [top, bottom] = common(first, second, 1);
    if (right - left < width || bottom - top < width) return false;
    const radius = width / 2;
    const squares = [[(left + right) / 2, (top + bottom) / 2, Math.max(right - left, bottom - top) / 2]];
    while (squares.length) {
      const [x, y, half] = squares.pop();
      const depth = Math.min(depthOf(x, y, first), depthOf(x, y, second));
      if (depth >= radius) return true;
      if (depth + half * Math.SQRT2 < radius || half <= radius / FINENESS) continue;
      const h = half / 2;
      squares.push([x - h, y - h, h], [x + h, y - h, h], [x - h, y + h, h], [x + h, y + h, h]);
    }
    return false;
  }

  const areaOf = (points) =>
    Math.abs(edges(points).reduce((sum, [[x1, y1], [x2, y2]]) => sum + x1 * y2 - x2 * y1, 0)) / 2;

  function side(a, b, point) {
    const turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
    return Math.abs(turn) < 1e-12 ? 0 : Math.sign(turn);
  }

  const cross = ([a, b], [c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

  const crossesItself = (points) => {
    const all = edges(points);
    return all.some((first, i) => all.slice(i + 1).some((second) => cross(first, second)));
  };

  return { SLIP, LEAST_AREA, overlap, areaOf, crossesItself };
})();
