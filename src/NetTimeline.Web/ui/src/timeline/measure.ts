// How wide a text is on the screen. Asked often, so that every text is measured once.
import type { Measure } from './scene'

const FONT = "11.5px system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
const KEPT_MAX = 20_000
const widths = new Map<string, number>()
let context: CanvasRenderingContext2D | null = null

export const measured: Measure = (text) => {
  let width = widths.get(text)
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d')
    if (context) context.font = FONT
    width = context ? context.measureText(text).width + 1 : text.length * 6.5
    if (widths.size >= KEPT_MAX) widths.clear()
    widths.set(text, width)
  }
  return width
}
