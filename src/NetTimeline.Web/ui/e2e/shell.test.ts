// What stands around every page.
import { describe, expect, test } from 'vitest'
import { isDrawn, open, overlapping, server, VIEWS } from './browser'

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test('the header stands without overlaps, quietly and accessibly', async () => {
    const { page, isQuiet, isAccessible, close } = await open('/', view)
    expect(page.url()).toBe(`${server()}/patients`)
    await page.getByText(/log #\d/).waitFor()
    expect(await overlapping(page, 'header a, header button, header input')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })
})

test('A page that there is not says so and leads back', async () => {
  const { page, isQuiet, close } = await open('/no/such')
  await page.getByText('Nothing is shown at this address').waitFor()
  await page.getByRole('link', { name: 'To the patients' }).click()
  await page.getByRole('heading', { name: 'Patients' }).waitFor()
  isQuiet()
  await close()
})

test('Keys lead everywhere, and the sheet names them', async () => {
  const { page, isQuiet, isAccessible, close } = await open('/patients')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await page.getByRole('heading', { name: 'Operations' }).waitFor()
  expect(await page.title()).toBe('Operations · NetTimeline')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await isAccessible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('search')
  await page.goBack()
  await page.getByRole('heading', { name: 'Patients' }).waitFor()
  isQuiet()
  await close()
})

test('Escape closes the sheet of keys and nothing behind it', async () => {
  const { page, close } = await open('/patients/calcitonin-pannen?sel=h1')
  await page.locator('.canvas svg').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('[')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' })
  expect(page.url()).toMatch(/calcitonin-pannen\?sel=h1$/)
  await close()
})

test('The first tab stop skips the header, and after a link the new page has the focus', async () => {
  const { page, close } = await open('/patients')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page')
  await page.getByRole('link', { name: 'Operations', exact: true }).click()
  await page.getByRole('heading', { name: 'Operations' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
  await close()
})

test('A theme that was chosen holds from the first paint on', async () => {
  const { page, isQuiet, close } = await open('/patients')
  await page.keyboard.press('t')
  await page.keyboard.press('t')
  await page.reload()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(18, 21, 26)')
  isQuiet()
  await close()
})

test('The first page is at most 80 KB of compressed script', async () => {
  let bytes = 0
  const { close } = await open('/patients', undefined, async (page) => {
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const scripts = new Set<string>()
    session.on('Network.responseReceived', (event) => {
      if (event.type === 'Script') scripts.add(event.requestId)
    })
    session.on('Network.loadingFinished', (event) => {
      if (scripts.has(event.requestId)) bytes += event.encodedDataLength
    })
  })
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(80 * 1024)
  await close()
})
