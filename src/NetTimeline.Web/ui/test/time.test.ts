import { describe, expect, it } from 'vitest'
import { axisOf, dayAt, placeOf, unitOf, type Dated } from '../src/time/axis'
import { calendarWords, lengthWords, shortWords } from '../src/time/bounds'
import { DAYS_PER_YEAR, dayOf, dayText } from '../src/time/day'
import { ticks } from '../src/time/ticks'
import { panned, resting, showing, spanOf, unitAt, whole, x, zoomed } from '../src/time/window'
import { chance } from './story'

const on = (key: string, low: number, high = low): Dated => ({ key, start: { low, high } })

describe('a day', () => {
  it('is a number that the calendar gives back', () => {
    for (const text of ['1970-01-01', '2019-05-20', '2020-02-29']) expect(dayText(dayOf(text)!)).toBe(text)
    expect(dayOf('1970-01-02')).toBe(1)
  })

  it('is none where there is no such day', () => {
    expect(['2019-02-30', '2019-05', 'yesterday'].map(dayOf)).toEqual([null, null, null])
  })
})

describe('bounds in words', () => {
  it('say no more than is told', () => {
    expect(calendarWords({ low: 0, high: 30 })).toBe('1970-01-01 … 1970-01-31')
    expect(calendarWords({ high: 30 })).toBe('1970-01-31 or earlier')
    expect(lengthWords({ low: 6.25 * DAYS_PER_YEAR, high: 6.75 * DAYS_PER_YEAR, lowIncluded: true }))
      .toBe('6.25 to under 6.75 years')
    expect(lengthWords({ low: 8, high: 8 })).toBe('8 days')
    expect(lengthWords({ low: 1 })).toBe('more than 1 day')
    expect(lengthWords({})).toBe('any time')
  })

  it('are short along an axis', () => {
    expect([shortWords({ low: 0, high: 0 }), shortWords({ low: -8, high: -8 })]).toEqual(['0', '−8 d'])
    expect(shortWords({ low: 5.5 * DAYS_PER_YEAR, high: 6.5 * DAYS_PER_YEAR })).toBe('6 ± 0.5 y')
  })
})

describe('an axis of days', () => {
  const axis = axisOf([on('a', 0), on('b', 10, 40), on('c', 5000), { key: 'd' }], { collapse: true })

  it('draws long stretches of nothing short', () => {
    expect(axis.kind).toBe('days')
    expect(axis.breaks).toHaveLength(1)
    expect(axis.extent.to).toBeLessThan(500)
  })

  it('gives days and units back, within stretches and beyond', () => {
    for (const day of [-30, 0, 25, 3000, 5000, 5100]) expect(dayAt(axis, unitOf(axis, day)!)).toBeCloseTo(day, 6)
  })

  it('shows a date as wide as it is told, and puts what has none after its neighbour', () => {
    const place = axis.places.get('b')!
    expect(place.to - place.from).toBeCloseTo(31)
    expect(axis.places.get('d')).toMatchObject({ told: false, at: axis.places.get('c')!.at })
  })

  it('keeps the order of days, whatever they are', () => {
    const random = chance(7)
    const items = [...Array(200).keys()].map((key) => on(String(key), Math.floor(random() * random() * 9000)))
    const made = axisOf(items, { collapse: true })
    const byDay = [...items].sort((a, b) => a.start!.low! - b.start!.low!)
    const units = byDay.map((item) => made.places.get(item.key)!.at)
    expect(units).toEqual([...units].sort((a, b) => a - b))
  })
})

describe('an axis of an order', () => {
  const year = DAYS_PER_YEAR
  const items: Dated[] = [
    { key: 'before' }, on('op', 0), { key: 'with', with: 'op' }, on('discharge', 8),
    { key: 'x', words: 'after op' }, { key: 'y', words: 'after op' }, { key: 'p' }, { key: 'q' }, on('late', 6 * year),
  ]
  const axis = axisOf(items, { collapse: true })
  const at = (key: string): number => axis.places.get(key)!.at

  it('has a slot for each moment, and one for what is at the same time or not told apart', () => {
    expect(axis.kind).toBe('order')
    expect(at('with')).toBe(at('op'))
    expect(at('x')).toBe(at('y'))
    expect([at('before') < at('op'), at('op') < at('discharge'), at('discharge') < at('x')]).toEqual([true, true, true])
  })

  it('gives years more room than days', () => {
    expect(at('late') - at('discharge')).toBeGreaterThan(3 * (at('discharge') - at('op')))
  })

  it('has numbers only where the record gives some', () => {
    const starts = items.flatMap((item): [string, object][] => (item.start ? [[item.key, item.start]] : []))
    expect(ticks(axis, whole(axis.extent, 900), 'op', starts).map((tick) => tick.label)).toEqual(['0', '8 d', '6 y'])
  })

  it('shows no number of what is not shown', () => {
    expect(ticks(axis, whole(axis.extent, 900), 'op', [['op', { low: 0, high: 0 }]])).toHaveLength(1)
  })

  it('has what was stated to be at another time at that time, and what is told more closely in its slot', () => {
    expect(placeOf(axis, 'late', { low: 8, high: 8 })).toMatchObject({ at: at('discharge'), told: true })
    expect(placeOf(axis, 'late', { low: 5.5 * year, high: 6.2 * year })).toMatchObject({ at: at('late'), told: true })
    expect(placeOf(axis, 'late', undefined)).toMatchObject({ at: at('late'), told: false })
  })

  it('names days, months and years on the calendar', () => {
    const spans: [string, string][] = [['2012-01-01', '2012-12-31'], ['2013-02-01', '2013-02-28'],
      ['2013-05-20', '2013-05-20'], ['2014-11-10', '2015-02-01']]
    const items = spans.map(([low, high], key) => on(String(key), dayOf(low)!, dayOf(high)!))
    const order = axisOf(items, { collapse: true, scale: 'order' })
    expect(ticks(order, whole(order.extent, 900), 'calendar', items.map((item) => [item.key, item.start!]))
      .map((tick) => tick.label)).toEqual(['2012', '2013-02', '2013-05-20', '2014…2015'])
  })
})

describe('ticks', () => {
  it('never touch, at any scale', () => {
    const axis = axisOf([on('a', 10_000), on('b', 18_000)], { collapse: false })
    for (let window = whole(axis.extent, 900); window.to - window.from > 20;
      window = zoomed(window, 1.6, 300, axis.extent)) {
      const found = ticks(axis, window, 'calendar', [])
      expect(found.length).toBeGreaterThan(0)
      for (const [index, tick] of found.entries()) {
        if (index > 0) expect(tick.px - found[index - 1]!.px).toBeGreaterThan(34)
        const half = (tick.label.length * 6.2) / 2
        expect([tick.labelPx - half > -1e-6, tick.labelPx + half < 900 + 1e-6]).toEqual([true, true])
      }
    }
  })
})

describe('a window', () => {
  const all = { from: -10, to: 90 }

  it('keeps what is under the pointer where it is', () => {
    const window = zoomed(whole(all, 500), 2, 200, all)
    expect(x(window, unitAt(whole(all, 500), 200))).toBeCloseTo(200)
  })

  it('is drawn for with room to move, and alike while it moves little', () => {
    const near = zoomed(whole(all, 500), 4, 100, all)
    const moved = [0, 1, 3, 7].map((px) => resting(panned(near, px, all)))
    expect(new Set(moved.map((each) => each.from)).size).toBeLessThanOrEqual(2)
    for (const px of [0, 40, 130, 220]) {
      const [window, drawn] = [panned(near, px, all), resting(panned(near, px, all))]
      expect([drawn.from <= window.from, drawn.to >= window.to]).toEqual([true, true])
      expect(drawn.width / spanOf(drawn)).toBeCloseTo(window.width / spanOf(window))
    }
  })

  it('never leaves the axis', () => {
    const near = zoomed(whole(all, 500), 4, 0, all)
    expect(panned(near, -9999, all).from).toBe(-10)
    expect(panned(near, 9999, all).to).toBe(90)
    expect(showing(near, 80, all).to).toBeGreaterThan(80)
  })
})
