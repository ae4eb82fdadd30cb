const refreshMs = 5_000
const live = 'data-live'

const swapWhatChanged = (fresh) => {
  for (const part of document.querySelectorAll(`[${live}]`)) {
    const next = fresh.querySelector(`[${live}="${part.getAttribute(live)}"]`)
    if (next && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes)
  }
}

const refresh = async () => {
  const lost = document.querySelector('.lost')
  try {
    const answer = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(refreshMs) })
    if (!answer.ok) throw new Error(String(answer.status))
    swapWhatChanged(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    lost.hidden = true
  } catch {
    // The numbers stay; the line says that they are old.
    lost.hidden = false
  } finally {
    setTimeout(refresh, refreshMs)
  }
}

setTimeout(refresh, refreshMs)
