import { GLYPH, isInk } from './font';

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture to draw on, pixel by pixel; what lies outside is cut off. */
export class Raster {
  /** Three bytes a pixel, row by row. */
  readonly pixels: Buffer;

  constructor(
    readonly width: number,
    readonly height: number,
    background: Colour,
  ) {
    this.pixels = Buffer.alloc(width * height * 3);
    this.fill({ x: 0, y: 0, width, height }, background);
  }

  fill(area: { x: number; y: number; width: number; height: number }, colour: Colour): void {
    const right = Math.min(this.width, Math.round(area.x + area.width));
    const bottom = Math.min(this.height, Math.round(area.y + area.height));
    for (let y = Math.max(0, Math.round(area.y)); y < bottom; y++) {
      for (let x = Math.max(0, Math.round(area.x)); x < right; x++) {
        this.pixels.set(colour, (y * this.width + x) * 3);
      }
    }
  }

  /** @param scale pixels of the picture for each pixel of the font */
  text(words: string, place: { x: number; y: number; scale: number }, colour: Colour): void {
    const { scale } = place;
    for (const [index, character] of [...words].entries()) {
      const left = place.x + index * (GLYPH.width + 1) * scale;
      for (let y = 0; y < GLYPH.height; y++) {
        for (let x = 0; x < GLYPH.width; x++) {
          if (isInk(character, x, y)) {
            const pixel = { x: left + x * scale, y: place.y + y * scale, width: scale, height: scale };
            this.fill(pixel, colour);
          }
        }
      }
    }
  }
}

/** How wide a text becomes, in pixels. */
export function textWidth(words: string, scale: number): number {
  return ([...words].length * (GLYPH.width + 1) - 1) * scale;
}
