// What colours and shapes mean, as far as the view says it.
import { toneOfTumour, type Tone } from './facts'
import type { Glyph } from './lanes'
import type { Layout } from './layout'
import type { View } from './story'
import { tumourNames } from './tumours'

export interface Meaning {
  readonly tone: Tone
  readonly says: string
  readonly glyph: Glyph | 'bar' | 'ghost' | 'hollow'
}

export function legendOf(layout: Layout, view: View): Meaning[] {
  const tumours = [...tumourNames(view.entries.values())].map(([key, says]): Meaning =>
    ({ tone: toneOfTumour(layout.tumours, key), says, glyph: 'bar' }))
  return [
    ...tumours,
    { tone: 'neutral', says: 'of no tumour that is told', glyph: 'bar' },
    { tone: 'ochre', says: 'treatment', glyph: 'triangle' },
    { tone: 'blue', says: 'finding', glyph: 'circle' },
    { tone: 'neutral', says: 'given up', glyph: 'ghost' },
    { tone: 'blue', says: 'place in order only', glyph: 'hollow' },
  ]
}
