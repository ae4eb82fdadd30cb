/** Gives a forked Node process the `process.parentPort` that Electron gives a utility process. */
import { EventEmitter } from 'node:events'

const port = new EventEmitter()
const send = process.send.bind(process)
port.postMessage = (message) => {
  send(message)
}
process.on('message', (data) => {
  port.emit('message', { data, ports: [] })
})
// A utility process does not outlive the shell.
process.on('disconnect', () => {
  process.exit(0)
})
process.parentPort = port
// In Electron there is no channel to a launcher here.
process.send = undefined
