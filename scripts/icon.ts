/**
 * Draws the app's icon, assets/icon.png: a speech bubble that holds an open ring. Run it after a change of the motif:
 * `npx tsx scripts/icon.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

type Color = readonly [red: number, green: number, blue: number];
/** Distance of a point to a shape's edge in pixels, negative inside. */
type Shape = (x: number, y: number) => number;

const SIZE = 512;

const disc =
  (cx: number, cy: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius;

const ring =
  (cx: number, cy: number, radius: number, width: number): Shape =>
  (x, y) =>
    Math.abs(Math.hypot(x - cx, y - cy) - radius) - width / 2;

const roundedSquare =
  (half: number, corner: number): Shape =>
  (x, y) => {
    const dx = Math.abs(x - SIZE / 2) - half + corner;
    const dy = Math.abs(y - SIZE / 2) - half + corner;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
  };

/** The area right of each edge of a polygon whose corners are named clockwise. */
const convex =
  (...corners: [x: number, y: number][]): Shape =>
  (x, y) =>
    Math.max(
      ...corners.map(([ax, ay], index) => {
        const [bx, by] = corners[(index + 1) % corners.length] ?? [ax, ay];
        return ((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / Math.hypot(bx - ax, by - ay);
      }),
    );

const union =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));

const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    Math.max(shape(x, y), -hole(x, y));

const layers: [Shape, Color][] = [
  [roundedSquare(256, 112), [18, 84, 102]],
  [union(disc(256, 244, 164), convex([104, 416], [92, 244], [244, 408])), [255, 255, 255]],
  [without(ring(256, 244, 84, 40), convex([256, 244], [256, 100], [400, 100], [400, 244])), [18, 84, 102]],
  [disc(315, 185, 30), [247, 138, 74]],
];

function pixels(): Buffer {
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 4));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      let rgba = [0, 0, 0, 0];
      for (const [shape, color] of layers) {
        const cover = Math.min(1, Math.max(0, 0.5 - shape(x + 0.5, y + 0.5)));
        const alpha = cover + (rgba[3] ?? 0) * (1 - cover);
        const mixed = color.map((part, i) => part * cover + (rgba[i] ?? 0) * (1 - cover));
        rgba = alpha === 1 || cover === 0 ? [...mixed, alpha] : [...color, alpha];
      }
      rows.set([...rgba.slice(0, 3), (rgba[3] ?? 0) * 255].map(Math.round), y * (1 + SIZE * 4) + 1 + x * 4);
    }
  }
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

function png(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels(), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

writeFileSync(join(__dirname, '..', 'assets', 'icon.png'), png());
