// What an exported figure needs of texts and colours: pure, so that it is tested without a browser.
import type { Measure } from '../timeline/scene'

/** Without what XML has no way to write; a name may have been recorded with it. */
export function writable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')
}

/** Programs that draw figures know fewer ways to write a colour than browsers do. */
export function paint(value: string): { readonly colour: string; readonly opacity: number } {
  const parts = /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)$/.exec(value)
  if (!parts) return { colour: value, opacity: 1 }
  const colour = `rgb(${parts.slice(1, 4).map((part) => Math.round(Number(part) * 255)).join(', ')})`
  return { colour, opacity: Number(parts[4] ?? 1) }
}

/** In lines; a word that is longer than a line is broken. */
export function wrapped(text: string, room: number, measure: Measure): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && measure(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(...broken(word, room, measure))
  }
  return lines
}

function broken(word: string, room: number, measure: Measure): string[] {
  const parts = ['']
  for (const letter of word) {
    const part = parts.at(-1)! + letter
    if (parts.at(-1) !== '' && measure(part) > room) parts.push(letter)
    else parts[parts.length - 1] = part
  }
  return parts
}

/** Where things of these widths stand one after the other, in as many rows as they need. */
export function flowed(widths: readonly number[], room: number): { readonly x: number; readonly row: number }[] {
  let [x, row] = [0, 0]
  return widths.map((width) => {
    if (x > 0 && x + width > room) [x, row] = [0, row + 1]
    const at = { x, row }
    x += width
    return at
  })
}
