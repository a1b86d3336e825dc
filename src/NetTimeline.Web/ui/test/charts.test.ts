import { describe, expect, it } from 'vitest'
import { flowed, paint, wrapped, writable } from '../src/charts/figure'
import { linePath, plotOf } from '../src/charts/plot'
import { seriesOf, type Series } from '../src/charts/series'
import { everythingOf, layoutOf } from '../src/timeline/layout'
import { Places } from '../src/timeline/places'
import { cut } from '../src/timeline/scene'
import { Story } from '../src/timeline/story'
import { replayOf, shown, step } from './story'

const measure = (text: string): number => text.length * 6

describe('a text of a figure', () => {
  it('is without what XML cannot hold', () => {
    expect(writable('a\u0007b\ud83dc\u{1f642}\n')).toBe('abc\u{1f642}\n')
  })

  it('is wrapped between words, and within one that is longer than a line', () => {
    expect(wrapped('neuroendocrine tumour of the ileum', 120, measure))
      .toEqual(['neuroendocrine', 'tumour of the ileum'])
    expect(wrapped('a'.repeat(7), 18, measure)).toEqual(['aaa', 'aaa', 'a'])
  })

  it('is cut between letters and never within one', () => {
    for (let room = 34; room < 90; room++) {
      expect(cut('🙂🙂🙂🙂🙂🙂🙂🙂', room, measure)).toMatch(/^(🙂*…?)$/u)
    }
  })

  it('stands beside others as long as there is room', () => {
    expect(flowed([60, 60, 60, 200, 10], 130)).toEqual([
      { x: 0, row: 0 }, { x: 60, row: 0 }, { x: 0, row: 1 }, { x: 0, row: 2 }, { x: 0, row: 3 },
    ])
  })
})

describe('a colour of a figure', () => {
  it('keeps how much shines through', () => {
    expect(paint('color(srgb 1 0.5 0 / 0.12)')).toEqual({ colour: 'rgb(255, 128, 0)', opacity: 0.12 })
    expect(paint('rgb(1, 2, 3)')).toEqual({ colour: 'rgb(1, 2, 3)', opacity: 1 })
  })
})

describe('a series', () => {
  interface Value {
    readonly value: object
    readonly assay?: string
    readonly reference?: object
  }
  const upTo = (high: number): object => ({ low: 0, high, unit: 'ng/mL' })

  function of(...values: Value[]): Series {
    const entries = values.map((value, at) => shown(
      { key: `v${at}`, kind: 'laboratory-value', test: 'NSE', ...value } as never,
      { start: { low: at * 10, high: at * 10 } },
    ))
    const story = new Story(replayOf([step(undefined, entries)], { zero: { kind: 'calendar' } }))
    const layout = layoutOf(everythingOf(story), story.whole, {
      collapse: true, closedLanes: new Set(), grouped: false, filter: '',
    })
    return seriesOf(story.whole, new Places(layout, story.whole, null), 'laboratory-value')[0]!
  }
  const number = (value: number): object => ({ value, unit: 'ng/mL' })

  it('has what is normal for each assay', () => {
    const { bands, runs } = of(
      { value: number(9), assay: 'a', reference: upTo(15) }, { value: number(9), assay: 'a' },
      { value: number(9), assay: 'b', reference: upTo(17) },
    )
    const change = runs[1]![0]!.at
    expect(bands).toEqual([
      { low: 0, high: 15, from: -Infinity, to: change }, { low: 0, high: 17, from: change, to: Infinity },
    ])
  })

  it('has no normal where its values have different ones', () => {
    expect(of({ value: number(9), reference: upTo(15) }, { value: number(9), reference: upTo(17) }).bands).toEqual([])
  })

  it('draws no line through a word', () => {
    const word = { value: { word: 'elevated' } }
    const series = of({ value: number(389) }, word, { value: number(324) }, { value: number(300) })
    const path = linePath(series.runs[0]!, (unit) => unit, plotOf(series, 100, null)!)
    expect(path.replace(/[^ML]/g, '')).toBe('MML')
  })
})
