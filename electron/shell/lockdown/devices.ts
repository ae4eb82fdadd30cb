import type { Session, WebContents } from 'electron'

/** No device chooser: the card reader is the core's, over its own port. */
export const refuseDevices = (session: Session): void => {
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault()
    callback('')
  })
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault()
    callback(null)
  })
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault()
    callback()
  })
  session.on('file-system-access-restricted', (_event, _details, callback) => {
    callback('deny')
  })
}

/** Bluetooth asks the page's contents, not the session. */
export const refuseBluetooth = (contents: WebContents): void => {
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault()
    callback('')
  })
}
