import { expect, test } from 'vitest'
import { badgeOf, eventsOf, grouped, stateOf, type Log } from '../src/shell/log'

const log: Log = {
  log: 'events', status: 'healthy', epoch: 0, origin: 'o', path: '/ledger/events', size: 18_204, signedSize: 18_204,
  signedAt: '2026-11-22T03:50:22Z', waiting: 0, signs: true, frozen: false,
}
const words = (change: Partial<Log>): string => stateOf({ ...log, ...change }).short

test('The log says how far it is signed', () => {
  expect(words({})).toBe('signed')
  expect(words({ signedSize: 18_200 })).toContain('4 to be signed')
  expect(words({ signs: false })).toContain('unsigned')
  expect(words({ frozen: true })).toContain('frozen')
})

test('A log that is not reported is no empty log', () =>
  expect(eventsOf({ status: 'healthy', logs: [] })).toBeNull())

test('Thousands are set apart', () => expect([7, 1000, 1234567].map(grouped)).toEqual(['7', '1 000', '1 234 567']
  .map((text) => text.replaceAll(' ', '\u202f'))))

test('Only what was verified here is called so, and a mismatch before everything else', () => {
  const head = { size: 18_204, root: '', seenAt: '' }
  const verified = { kind: 'verified', head, since: null } as const
  expect(badgeOf(log, verified, false)).toMatchObject({ glyph: '✓', short: 'verified here' })
  expect(badgeOf({ ...log, size: 18_205, signedSize: 18_205 }, verified, false)).toMatchObject({ glyph: '…', short: 'signed' })
  expect(badgeOf(log, { kind: 'unchecked', why: 'w' }, false)).toMatchObject({ glyph: '?', short: 'not checked' })
  expect(badgeOf({ ...log, size: 18_205 }, verified, false).short).toContain('1 to be signed')
  expect(badgeOf({ ...log, frozen: true }, verified, true)).toMatchObject({ glyph: '✕', short: 'mismatch' })
})
