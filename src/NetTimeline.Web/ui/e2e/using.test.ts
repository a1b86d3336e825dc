// docs/using.md: what it promises is on the screens it shows. With NETTIMELINE_PICTURES=1 its pictures are made anew.
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from './browser'

const docs = resolve(import.meta.dirname, '../../../../docs')
const isMaking = process.env['NETTIMELINE_PICTURES'] === '1'
const BYTES_MAX = 150 * 1024

interface Screen {
  readonly picture: string
  /** As the text names it. */
  readonly path: string
  /** What the text says is there. */
  readonly holds: readonly RegExp[]
  readonly before?: (page: Page) => Promise<void>
  readonly height?: number
}

const CALCITONIN = '/patients/calcitonin-pannen'
const OMORI = '/patients/omori-2020'
const drawn = (page: Page): Promise<void> => page.getByRole('application').locator('svg').waitFor()

const SCREENS: readonly Screen[] = [
  { picture: 'patients', path: '/patients', height: 330, holds: [/calcitonin-pannen/, /omori-2020/, /New patient/] },
  { picture: 'cholangiocarcinoma', path: `${CALCITONIN}?known=entry:biopsy-pathology`, before: drawn,
    holds: [/intrahepatic cholangiocarcinomas/, /back to now/] },
  { picture: 'of-the-liver', path: `${CALCITONIN}?known=entry:hepatectomy-pathology`, before: drawn,
    holds: [/neuroendocrine tumours \(G1\) of the liver/] },
  { picture: 'of-the-pancreas', path: CALCITONIN, before: drawn,
    holds: [/pancreatic neuroendocrine neoplasm with liver metastases/] },
  { picture: 'six-and-a-half-years', path: `${CALCITONIN}/measures/hepatectomy-to-primary-detection`, height: 640,
    holds: [/6\.5/, /6\.25/, /6\.75/, /hepatectomy/, /ct-detection/] },
  { picture: 'sixteen-nodules', path: `${OMORI}?known=entry:pathology-liver`, before: drawn, height: 620,
    holds: [/liver\s+16/, /14 confirmed rectal cancer/, /2 confirmed NET of the ileal mesentery/] },
  { picture: 'lesions', path: `${OMORI}/lesions`, holds: [/liver/i, /mesenter/i] },
  { picture: 'recording', path: `${OMORI}/entry?kind=imaging-reading`, height: 620, before: async (page) => {
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await page.locator('[data-field="/study"]').getByText('The member study is missing.').waitFor()
  }, holds: [/The body says what cannot be recorded/, /The member study is missing/] },
]

const text = (): string => readFileSync(join(docs, 'using.md'), 'utf8')
const file = (picture: string): string => join(docs, 'images/using', `${picture}.png`)

test('The pictures of the text are those of the screens, and each is small', () => {
  const named = [...text().matchAll(/images\/using\/([\w-]+)\.png/g)].map((each) => each[1])
  expect(named).toEqual(SCREENS.map((each) => each.picture))
  if (isMaking) return
  for (const { picture } of SCREENS) {
    expect(existsSync(file(picture)), picture).toBe(true)
    expect(statSync(file(picture)).size, picture).toBeLessThanOrEqual(BYTES_MAX)
  }
})

test('The text leads to each screen by its address', () => {
  for (const { path } of SCREENS) expect(text()).toContain(path)
})

test.each(SCREENS)('$picture shows what the text says of it', async ({ picture, path, holds, before, height }) => {
  const { page, close } = await open(path, { width: 1200, scheme: 'light' })
  await before?.(page)
  for (const words of holds) {
    await expect.poll(async () => await page.locator('body').innerText(), { timeout: 10_000 }).toMatch(words)
  }
  if (isMaking) {
    mkdirSync(join(docs, 'images/using'), { recursive: true })
    await page.setViewportSize({ width: 1200, height: height ?? 720 })
    await page.getByText(/log #\d/).waitFor()
    await page.evaluate(() => scrollTo(0, 0))
    await page.screenshot({ path: file(picture) })
    expect(statSync(file(picture)).size).toBeLessThanOrEqual(BYTES_MAX)
  }
  await close()
})

test.each([
  ['stage-1~P18D', 'liver 10'], ['stage-1~P20D', 'liver 11'], ['pathology-liver', 'liver 16'],
])('At %s there are as many nodules as the text says', async (moment, words) => {
  expect(text()).toContain(`${OMORI}?known=entry:${moment}`)
  const { page, close } = await open(`${OMORI}?known=entry:${moment}`)
  await drawn(page)
  expect((await page.locator('[data-organ=liver]').innerText()).replace(/\s+/g, ' ')).toContain(words)
  await close()
})
