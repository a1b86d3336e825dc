import { describe, expect, test } from 'vitest'
import { address, match, search, titleOf, type Route } from '../src/router'

const nothing = (): never => {
  throw new Error('Nothing is loaded here.')
}
const routes: Route[] = ['/patients', '/patients/{id}', '/patients/{id}/log'].map((pattern) => ({
  pattern, title: pattern, load: nothing,
}))

describe('An address', () => {
  test('is told apart by its segments', () => {
    expect(match(routes, '/patients')?.route.pattern).toBe('/patients')
    expect(match(routes, '/patients/a.b/')?.params).toEqual({ id: 'a.b' })
    expect(match(routes, '/patients/x/log')?.route.pattern).toBe('/patients/{id}/log')
    expect(match(routes, '/patients/x/log/y')).toBeNull()
  })

  test('that was typed by hand may be no text', () => expect(match(routes, '/patients/%E0%A4%A')).toBeNull())

  test('is written with its parts encoded, and read back', () => {
    const written = address('/patients/{id}', { id: 'a/b c' })
    expect(written).toBe('/patients/a%2Fb%20c')
    expect(match(routes, written)?.params).toEqual({ id: 'a/b c' })
  })

  test('says nothing of what is not asked', () =>
    expect(address('/patients', {}, { q: '', site: ['a', 'b'], possible: false, known: null }))
      .toBe('/patients?site=a&site=b'))

  test('keeps moments readable', () => expect(search({ known: 'entry:ct-1~P18D' })).toBe('?known=entry:ct-1~P18D'))
})

test('A title names whose page it is', () => {
  expect(titleOf(match(routes, '/patients/x/log'))).toBe('/patients/x/log · NetTimeline')
  expect(titleOf(null)).toBe('No such page · NetTimeline')
})
