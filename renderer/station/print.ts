/** Prints what the page has for paper. The shell prints without a dialog; so does a browser that was started for a kiosk. */
export const printPage = (): void => {
  if (window.station) window.station.print()
  else window.print()
}
