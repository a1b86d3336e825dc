// A figure as a file of its own: in the light theme whatever the screen shows, with lanes, legend and caption
// inside.
import type { Lane } from '../timeline/layout'
import { AXIS } from '../timeline/layout'
import { glyphPath } from '../timeline/lanes'
import type { Meaning } from '../timeline/legend'
import { measured } from '../timeline/measure'
import { cut } from '../timeline/scene'
import { flowed, paint, wrapped, writable } from './figure'

export interface Around {
  readonly lanes: readonly Lane[]
  readonly legend: readonly Meaning[]
  readonly caption: string
}

const SVG = 'http://www.w3.org/2000/svg'
const LANES_PX = 150
const MARGIN = 8
/** Of a sign of the legend, with the room up to its words. */
const MARK_PX = 20
const BETWEEN_PX = 18
const FONT = "'DejaVu Sans', 'Segoe UI', Arial, sans-serif"
const TONES: Readonly<Record<string, string>> = {
  neutral: '#4c484e', blue: '#4069a5', vermillion: '#a2540e', teal: '#25a294', purple: '#9b63f6', ochre: '#c1840c',
}
const TAKEN = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-size', 'font-weight', 'font-style',
  'text-decoration-line',
]

/** @param svg as it stands in the page. */
export function svgText(svg: SVGSVGElement, around: Around): string {
  const [width, height] = [svg.width.baseVal.value + LANES_PX, svg.height.baseVal.value]
  const room = width - 2 * MARGIN
  const says = around.legend.map((meaning) => cut(meaning.says, room - MARK_PX, measured))
  const places = flowed(says.map((text) => MARK_PX + measured(text) + BETWEEN_PX), room)
  const below = height + 24 + ((places.at(-1)?.row ?? 0) + 1) * 18
  const caption = wrapped(around.caption, room, measured)
  const all = below + 16 + caption.length * 14
  const figure = document.createElementNS(SVG, 'svg')
  figure.setAttribute('xmlns', SVG)
  figure.setAttribute('viewBox', `0 0 ${width} ${all}`)
  figure.setAttribute('width', String(width))
  figure.setAttribute('height', String(all))
  figure.setAttribute('font-family', FONT)
  figure.setAttribute('font-size', '11.5')
  figure.append(made('title', {}, around.caption), made('rect', { width, height: all, fill: '#fff' }))
  const drawn = inLight(svg)
  drawn.setAttribute('x', String(LANES_PX))
  figure.append(drawn, ...around.lanes.flatMap(laneWords))
  figure.append(...around.legend.flatMap((meaning, at) =>
    legendWords({ ...meaning, says: says[at]! }, MARGIN + places[at]!.x, height + 24 + places[at]!.row * 18)))
  const words = made('text', { x: MARGIN, fill: '#14181d', 'font-size': 10.5 })
  // The spaces between the lines stay, for whoever copies the words.
  words.append(...caption.map((line, at) => made('tspan', { x: MARGIN, y: below + 10 + at * 14 }, `${line} `)))
  figure.append(words)
  return writable(new XMLSerializer().serializeToString(figure))
}

/** A copy that says by itself what the page's style sheet said, as it says it in the light. */
function inLight(svg: SVGSVGElement): SVGSVGElement {
  const root = document.documentElement
  const theme = root.dataset['theme']
  root.dataset['theme'] = 'light'
  const copy = svg.cloneNode(true) as SVGSVGElement
  const [from, to] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')]
  for (const [index, element] of from.entries()) {
    const style = getComputedStyle(element)
    for (const name of TAKEN) {
      const value = style.getPropertyValue(name)
      if (value) to[index]!.setAttribute(name.replace('-line', ''), paint(value).colour)
    }
    const [fill, own] = [paint(style.fill).opacity, Number(style.fillOpacity || 1)]
    if (fill < 1) to[index]!.setAttribute('fill-opacity', String(fill * own))
    to[index]!.removeAttribute('class')
  }
  if (theme === undefined) delete root.dataset['theme']
  else root.dataset['theme'] = theme
  copy.removeAttribute('class')
  copy.removeAttribute('aria-hidden')
  return copy
}

function laneWords(lane: Lane): SVGElement[] {
  const words = [made('text', { x: 8, y: lane.top + AXIS + 15, fill: '#14181d', 'font-weight': 600 }, lane.title)]
  if (lane.heading !== null) {
    words.push(made('text', { x: 8, y: lane.top + AXIS - 7, fill: '#545d69', 'font-size': 10.5 }, lane.heading))
  }
  return words
}

function legendWords(meaning: Meaning, x: number, y: number): SVGElement[] {
  const colour = TONES[meaning.tone]!
  const isBar = meaning.glyph === 'bar' || meaning.glyph === 'ghost'
  const glyph = meaning.glyph === 'hollow' || isBar ? 'circle' : meaning.glyph
  const mark = made('path', {
    d: isBar ? `M${x} ${y - 8}h14v8h-14Z` : glyphPath(glyph as 'circle', x + 7, y - 4, 4.4),
    fill: meaning.glyph === 'ghost' ? 'none' : colour, 'fill-opacity': glyph === meaning.glyph ? 1 : 0.25,
    stroke: colour, 'stroke-dasharray': meaning.glyph === 'ghost' ? '3 2' : 'none',
  })
  return [mark, made('text', { x: x + MARK_PX, y, fill: '#14181d' }, meaning.says)]
}

function made(name: string, attributes: Readonly<Record<string, string | number>>, text?: string): SVGElement {
  const element = document.createElementNS(SVG, name)
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value))
  if (text !== undefined) element.textContent = text
  return element
}

export async function pngOf(svg: string, scale: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width * scale
    canvas.height = image.height * scale
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((made, failed) =>
      canvas.toBlob((blob) => (blob ? made(blob) : failed(new Error('The picture is too large.')))))
  } finally {
    URL.revokeObjectURL(address)
  }
}

export function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser takes the content when it gets to it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
