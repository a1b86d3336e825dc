// What the reader wishes to see, as the address has it: who copies the address copies the view.
import { here } from '../here.svelte'

class Wishes {
  get blind(): boolean {
    return here.word('blind') !== null
  }

  get grouped(): boolean {
    return here.word('group') !== null
  }

  /** Long stretches of nothing are drawn short unless asked otherwise. */
  get collapse(): boolean {
    return here.word('gaps') !== 'all'
  }

  get table(): boolean {
    return here.word('show') === 'table'
  }

  get filter(): string {
    return here.word('find') ?? ''
  }

  get compared(): string | null {
    return here.word('cmp')
  }

  /** With commas between them. */
  get closed(): string {
    return here.word('closed') ?? ''
  }

  get selected(): readonly string[] {
    return here.query.getAll('sel')
  }

  get pinned(): readonly string[] {
    return here.query.getAll('pin')
  }

  get zoom(): { from: number; to: number } | null {
    const [from, to] = [Number(here.word('from') ?? Number.NaN), Number(here.word('to') ?? Number.NaN)]
    return from < to ? { from, to } : null
  }

  toggle(name: 'blind' | 'group', on: boolean): void {
    here.say({ [name]: on ? 'on' : null }, { replace: false })
  }

  toggleTable(): void {
    here.say({ show: this.table ? null : 'table' }, { replace: false })
  }

  toggleLane(lane: string): void {
    const closed = new Set(this.closed.split(',').filter(Boolean))
    if (!closed.delete(lane)) closed.add(lane)
    here.say({ closed: [...closed].join(',') || null }, { replace: false })
  }

  pin(key: string): void {
    const pinned = this.pinned.includes(key) ? this.pinned.filter((each) => each !== key) : [...this.pinned, key]
    here.say({ pin: pinned })
  }
}

export const wishes = new Wishes()
