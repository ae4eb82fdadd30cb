// Preloaded into a program under test: its wall clock differs from the machine's by SHIFT_MS milliseconds.
const shiftMs = Number(process.env.SHIFT_MS)
const realNow = Date.now.bind(Date)
Date.now = () => realNow() + shiftMs
