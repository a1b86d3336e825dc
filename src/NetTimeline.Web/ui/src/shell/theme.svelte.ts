// Light, dark, or as the system is. theme.js applies what was chosen before the page is painted.
export type Theme = 'system' | 'light' | 'dark'

const NAME = 'theme'

class Chosen {
  theme: Theme = $state(read())

  next(): void {
    const order: Theme[] = ['system', 'light', 'dark']
    this.theme = order[(order.indexOf(this.theme) + 1) % order.length] ?? 'system'
    if (this.theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = this.theme
    remember(this.theme)
  }
}

function read(): Theme {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function remember(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(NAME)
    else localStorage.setItem(NAME, theme)
  } catch {
    // Storage may be forbidden; the choice then holds until the page is left.
  }
}

export const chosen = new Chosen()
