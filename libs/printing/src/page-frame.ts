/** One millimetre in PDF points. */
export const MM = 72 / 25.4;

export type Orientation = 'portrait' | 'landscape';

/** Where text stands on an A4 page, in points from its top left corner. */
export interface PageFrame {
  readonly pageWidth: number;
  readonly pageHeight: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** GB/T 9704-2012: 37 mm above, 28 mm at the binding, and 156 mm × 225 mm for the text; turned for wide tables. */
const TOP = 37 * MM;
const BINDING = 28 * MM;
const SHORT = 156 * MM;
const LONG = 225 * MM;
const A4_SHORT = 210 * MM;
const A4_LONG = 297 * MM;

export function pageFrame(orientation: Orientation): PageFrame {
  return orientation === 'portrait'
    ? { pageWidth: A4_SHORT, pageHeight: A4_LONG, left: BINDING, top: TOP, width: SHORT, height: LONG }
    : {
        pageWidth: A4_LONG,
        pageHeight: A4_SHORT,
        left: (A4_LONG - LONG) / 2,
        top: BINDING,
        width: LONG,
        height: SHORT,
      };
}

/** 22 lines to the page. */
export const LINE_PITCH = LONG / 22;

/** 3号 is 16 points; 28 characters must fit into 156 mm, which takes 15.75. */
export const BODY_SIZE = 15.75;
/** 2号. */
export const TITLE_SIZE = 22;
