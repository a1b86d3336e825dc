// What the browser checks by itself: that the log is what was signed, and goes on from what it saw before.
import type { Locator, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDrawn, open as openAt, overlapping, VIEWS, type Opened, type View } from './browser'
import { record } from './recorded'
import { start, type Demo } from './server'

let demo: Demo

beforeAll(async () => {
  demo = await start()
  await record(demo.url)
}, 120_000)

afterAll(() => demo.end())

const open = (path: string, view?: View, prepare?: (page: Page) => Promise<void>): Promise<Opened> =>
  openAt(path, view, prepare, demo.url)

const badge = (page: Page): Locator => page.locator('header .states a')
const card = (page: Page): Locator => page.getByRole('complementary')
const alarm = (page: Page): Locator => page.locator('.alarm')
const hasBadge = (page: Page, words: string): Promise<void> =>
  badge(page).getByText(words).waitFor({ timeout: 20_000 })

/** Answers as the server does, but for what is changed in the text. */
const altered = (change: (text: string) => string) => async (route: Route): Promise<void> => {
  const response = await route.fetch()
  await route.fulfill({ response, body: change(await response.text()) })
}

const routed = (path: RegExp, answer: (route: Route) => Promise<void>) => async (page: Page): Promise<void> => {
  await page.route(path, answer)
}

/** The 60th character of the first text of that name is another. */
const bend = (name: string) => (text: string): string => {
  const at = text.indexOf(`"${name}":"`) + name.length + 4 + 60
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test('what was checked is said, and what was not', async () => {
    const { page, isQuiet, isAccessible, close } = await open('/audit?checked=all&line=5', view)
    await hasBadge(page, 'verified here')
    await card(page).getByText('hashes beside it lead to the root').waitFor()
    await page.getByText('a server that lies can send a page that lies').waitFor()
    expect(await overlapping(page, 'details h2, details li, main .filters label')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })

  test('a mismatch stands over everything', async () => {
    const { page, isAccessible, close } = await open('/audit?line=5', view,
      routed(/\/receipt\/5/, altered(bend('entry'))))
    await alarm(page).getByText('position #5').waitFor()
    expect(await overlapping(page, 'header a, header button, .alarm p')).toEqual([])
    await isDrawn(page)
    await isAccessible()
    await close()
  })
})

test('Every line is held against the log, and all of them are in it', async () => {
  const { page, isQuiet, close } = await open('/patients/omori-2020/log')
  await hasBadge(page, 'verified here')
  await page.getByRole('button', { name: 'Check the lines shown' }).click()
  await page.getByText('98 verified here').waitFor()
  isQuiet()
  await close()
})

test('What was recorded is shown as it was recorded, and checked to be so', async () => {
  const { page, isQuiet, close } = await open('/audit?patient=audited&line=181')
  await hasBadge(page, 'verified here')
  await card(page).getByText('What was recorded, as JSON').click()
  await card(page).getByText('this is what the leaf committed to').waitFor()
  expect(await card(page).locator('pre').innerText()).toContain('appendectomy')
  isQuiet()
  await close()
})

test('Content that is not what was recorded is a mismatch', async () => {
  const { page, close } = await open('/audit?patient=audited&line=181', undefined,
    routed(/\/receipt\/181\?content=true/, altered((text) => text.replace('"appendectomy"', '"laparotomy"'))))
  await card(page).getByText('verified here').waitFor()
  await card(page).getByText('What was recorded, as JSON').click()
  await card(page).getByText('The content is not what was recorded.').first().waitFor()
  await alarm(page).getByText('position #181').waitFor()
  await hasBadge(page, 'mismatch')
  await close()
})

test('A mismatch stays, over all pages and visits, until whoever reads says that he knows why', async () => {
  const { page, isQuiet, close } = await open('/audit?line=7', undefined,
    routed(/\/receipt\/7/, altered(bend('entry'))))
  await card(page).getByText('does not lead from the entry').waitFor()
  await page.unroute(/\/receipt\/7/)
  await page.goto(`${demo.url}/patients`)
  await alarm(page).getByText('position #7').waitFor()
  await alarm(page).getByRole('link').click()
  await page.getByRole('button', { name: 'I know why' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click()
  await hasBadge(page, 'verified here')
  expect(await alarm(page).count()).toBe(0)
  isQuiet()
  await close()
})

test('A forged signature, an altered head and a wrong proof are mismatches', async () => {
  const forgeries: [RegExp, (text: string) => string][] = [
    [/\/ledger\/events\/checkpoint/, (text) => text.replace(/(.)(.{6})\n$/, (_, one: string, rest: string) =>
      `${one === 'A' ? 'B' : 'A'}${rest}\n`)],
    [/\/ledger\/events\/checkpoint/, (text) => text.replace(/\n(\d+)\n/, (_, size: string) =>
      `\n${Number(size) + 1}\n`)],
    [/\/receipt\/9/, (text) => text.replace(/"proof":\["./, (start) =>
      start.slice(0, -1) + (start.endsWith('A') ? 'B' : 'A'))],
  ]
  for (const [path, change] of forgeries) {
    const { page, close } = await open('/audit?line=9', undefined, routed(path, altered(change)))
    await alarm(page).waitFor()
    await hasBadge(page, 'mismatch')
    await close()
  }
})

test('Without cryptography nothing is called verified, and why is said', async () => {
  const { page, close } = await open('/audit?line=5', undefined, async (each) => {
    await each.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }))
  })
  await hasBadge(page, 'not checked')
  await card(page).getByText('not checked').waitFor()
  await card(page).getByText('plain http from another machine').waitFor()
  expect(await page.getByText('verified here').count()).toBe(0)
  await close()
})

test('What no signed head covers yet says so, and is asked again', async () => {
  let asked = 0
  const { page, isQuiet, close } = await open('/audit?line=5', undefined, routed(/\/receipt\/5/, (route) =>
    (asked++ < 1 ? route.fulfill({ status: 202, contentType: 'text/plain', body: 'Not yet.' }) : route.continue())))
  await card(page).getByText('not yet in a signed head').waitFor()
  await card(page).getByText('verified here').waitFor()
  isQuiet()
  await close()
})

test('Keys alone lead to a line’s proof and to what was recorded', async () => {
  const { page, isQuiet, close } = await open('/audit?patient=audited')
  await page.getByText('complete: 4 lines fit').waitFor()
  await page.getByRole('grid').locator('tbody tr').first().focus()
  await page.keyboard.press('Enter')
  await card(page).getByText('verified here').waitFor()
  const onSummary = (): Promise<boolean> => page.evaluate(() =>
    document.activeElement?.textContent?.startsWith('What was recorded, as JSON') === true)
  for (let tabs = 0; tabs < 20 && !(await onSummary()); tabs++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await card(page).getByText('this is what the leaf committed to').waitFor()
  isQuiet()
  await close()
})

test('A log that grew between two visits is verified to begin as it did', async () => {
  const { page, isQuiet, close } = await open('/audit')
  await hasBadge(page, 'verified here')
  const enrolled = await fetch(`${demo.url}/api/patients`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ registryKey: 'later' }),
  })
  expect(enrolled.status).toBe(201)
  await expect.poll(async () => {
    await page.goto(`${demo.url}/audit?checked=all`)
    await hasBadge(page, 'verified here')
    return page.getByText('which goes on from all that this browser saw').count()
  }, { timeout: 20_000 }).toBe(1)
  isQuiet()
  await close()
})

test('Another database at the same address is noticed at the next visit', async () => {
  const first = await start()
  const { page, close } = await openAt('/patients', undefined, undefined, first.url)
  await hasBadge(page, 'verified here')
  await first.end()
  const second = await start(first.url)
  try {
    await page.goto(`${first.url}/patients`)
    await alarm(page).getByText('This is another log').waitFor()
    await hasBadge(page, 'mismatch')
  } finally {
    await close()
    await second.end()
  }
}, 240_000)
