// What stands under every figure that is taken along: of whom, as of when, and which log it was drawn from.
import { get } from '../api/client'
import type { Story, View } from '../timeline/story'

/** @param shown how it is drawn, in words: what else than everything, and from which day on. */
export async function captionOf(
  patient: string, view: View, story: Story, shown: readonly string[],
): Promise<string> {
  const { known, recorded } = view.step.at
  const when = known ? `${known.startsWith('day:') ? 'on' : 'with'} ${known.replace(/^(day|entry):/, '')}` : 'now'
  const moment = [
    `as known ${when}`,
    recorded ? `as recorded by ${recorded}` : '',
  ].filter(Boolean).join(', ')
  return [patient, moment, `version ${story.replay.version}`, await treeInWords(), ...shown, 'NetTimeline'].join(', ')
}

/** Without a signed tree there is no root to name. */
async function treeInWords(): Promise<string> {
  const outcome = await get('/api/ledger')
  if (outcome.kind !== 'answered') return 'log not asked: no answer'
  const log = outcome.body.logs?.find((each) => each.log === 'events')
  if (!log) return 'log not signed'
  const note = await fetch(`${log.path}/checkpoint`).then((answer) => (answer.ok ? answer.text() : ''), () => '')
  const [, size, root] = note.split('\n')
  return root ? `log position ${size}, tree root ${root} at export` : `log position ${log.size}, tree not signed`
}
