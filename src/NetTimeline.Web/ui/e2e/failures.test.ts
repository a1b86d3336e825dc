// Whatever goes wrong between the page and the server has a state that says what is so and what to do, on every page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { open, VIEWS } from './browser'
import { record } from './recorded'
import { start, type Demo } from './server'

const API = '**/api/**'
const SLOW_MS = 2600
const OF_ONE = '/patients/calcitonin-pannen'
const PAGES = [
  '/patients', '/audit', '/audit/access',
  ...['', '/measures', '/measures/hepatectomy-to-primary-detection', '/lesions', '/log', '/access'].map(
    (view) => OF_ONE + view,
  ),
]
const VIEWS_OF_ONE = ['', '/measures', '/lesions', '/log', '/access']

let demo: Demo
beforeAll(async () => {
  demo = await start()
  await record(demo.url)
}, 120_000)
afterAll(() => demo.end())

/** With everything that is asked of the API answered by this. */
async function opened(path: string, answer: Parameters<Page['route']>[1]): ReturnType<typeof open> {
  return open(path, VIEWS[0], async (page) => void (await page.route(API, answer)), demo.url)
}

const drawn = (page: Page): Promise<void> => page.locator('main table, main [role=grid], main svg').first().waitFor()

/** The clock of the browser's machine. */
async function turned(page: Page, minutes: number): Promise<void> {
  await page.addInitScript((ms) => {
    const now = Date.now
    Date.now = () => now() + ms
  }, minutes * 60_000)
}

function problem(status: number, title: string): { status: number; contentType: string; body: string } {
  const body = JSON.stringify({
    type: '/problems/made-up', title, status, detail: 'It is so and so.', request: 'r-4711',
    errors: [{ parameter: 'limit', code: 'malformed', detail: 'A number is expected.' }],
  })
  return { status, contentType: 'application/problem+json', body }
}

test.each(PAGES)('%s says that the server is gone, and stands when it is back', async (path) => {
  const { page, close } = await opened(path, (route) => route.abort())
  const gone = page.getByText('The server does not answer')
  await gone.first().waitFor()
  await page.unroute(API)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  // What is not asked again by hand is asked again by itself.
  await expect.poll(() => gone.count(), { timeout: 20_000 }).toBe(0)
  await drawn(page)
  await close()
})

test.each(['/patients', '/audit', OF_ONE, `${OF_ONE}/lesions`])('%s says that the server is slow until it answers',
  async (path) => {
    const { page, isQuiet, close } = await opened(path, async (route) => {
      await new Promise((wait) => setTimeout(wait, SLOW_MS))
      await route.continue()
    })
    await page.getByText('The server is slow').first().waitFor()
    await drawn(page)
    expect(await page.getByText('The server is slow').count()).toBe(0)
    isQuiet()
    await close()
  })

test.each(['/patients', '/audit', OF_ONE])('%s tells a refusal with all its faults, a failure with its request',
  async (path) => {
    for (const [status, title] of [[400, 'Not understood'], [503, 'Too busy']] as const) {
      const { page, isAccessible, close } = await opened(path, (route) => route.fulfill(problem(status, title)))
      await page.getByText(title).first().waitFor()
      const said = await page.locator('main').innerText()
      for (const words of ['It is so and so.', 'limit', 'A number is expected.', 'r-4711']) expect(said).toContain(words)
      expect(await page.getByRole('button', { name: 'Try again' }).count() > 0).toBe(status === 503)
      await isAccessible()
      await close()
    }
  })

test('Whatever answers in the server’s place is not taken for it', async () => {
  const { page, close } = await opened(OF_ONE, (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }))
  await page.getByText('Something else answered').first().waitFor()
  await close()
})

test.each(VIEWS_OF_ONE)('Of an erased patient /patients/…%s says that he is, and nothing else', async (view) => {
  const { page, isAccessible, close } = await open(`/patients/withdrawn${view}`, VIEWS[0], undefined, demo.url)
  await page.getByText(/erased/i).first().waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  expect(await page.locator('main').innerText()).not.toMatch(/appendectomy|1961/)
  await isAccessible()
  await close()
})

test('Where nothing is recorded the page says how to begin', async () => {
  const { page, close } = await opened('/patients', async (route) => {
    const answer = await route.fetch()
    const json = (await answer.json()) as object
    await route.fulfill({ response: answer, json: 'patients' in json ? { ...json, patients: [], next: undefined } : json })
  })
  await page.getByText('Nothing is recorded yet').waitFor()
  await close()
})

test.each([['ahead of', 5], ['behind', -5]])('A clock that is %s the server’s is told', async (words, minutes) => {
  const { page, isQuiet, isAccessible, close } = await open('/patients', VIEWS[0], (page) => turned(page, minutes), demo.url)
  await page.getByText(`This computer’s clock is 5 min ${words} the server’s`).waitFor()
  isQuiet()
  await isAccessible()
  await close()
})

test('Clocks that agree are not spoken of', async () => {
  const { page, close } = await open('/patients', VIEWS[0], undefined, demo.url)
  await drawn(page)
  expect(await page.getByText('This computer’s clock').count()).toBe(0)
  await close()
})
