import { expect, test } from 'vitest'
import { grouped, stateOf } from '../src/shell/log'
import type { Schemas } from '../src/api/client'

type Log = NonNullable<Schemas['LedgerView']['logs']>[number]

const log: Log = {
  log: 'events', status: 'healthy', epoch: 0, origin: 'o', path: '/ledger/events', size: 18_204, signedSize: 18_204,
  signedAt: '2026-11-22T03:50:22Z', waiting: 0, signs: true, frozen: false,
}
const words = (change: Partial<Log>): string => stateOf({ status: 'healthy', logs: [{ ...log, ...change }] }).words

test('The log says how far it is signed', () => {
  expect(words({})).toBe('log #18\u202f204 · signed')
  expect(words({ signedSize: 18_200 })).toContain('4 not yet in a signed head')
  expect(words({ signs: false })).toContain('unsigned')
  expect(words({ frozen: true })).toContain('frozen')
})

test('A log that is not reported is no empty log', () =>
  expect(stateOf({ status: 'healthy', logs: [] }).words).toBe('log n/r'))

test('Thousands are set apart', () => expect([7, 1000, 1234567].map(grouped)).toEqual(['7', '1 000', '1 234 567']
  .map((text) => text.replaceAll(' ', '\u202f'))))
