/** To be attached to a dialog: what lies behind it cannot be used until it closes. */
export function asModal(dialog: HTMLDialogElement): void {
  dialog.showModal()
}
