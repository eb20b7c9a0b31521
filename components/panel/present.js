// Moves from screen to screen by key, for touch and readers by button, and enlarges the screen to the window.
const [WIDTH, HEIGHT] = [1040, 585]
const BY_KEY = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1, " ": 1, Home: -Infinity, End: Infinity }

export default function ({ data, parentElement, setTriggerValue }) {
  const bar = parentElement.querySelector("nav")
  bar.listening?.abort()
  bar.listening = new AbortController()
  const { signal } = bar.listening
  const [back, on, leave] = bar.querySelectorAll("button")
  const go = (screen) => {
    const wanted = Math.min(Math.max(screen, 1), data.of)
    if (wanted !== bar.screen) setTriggerValue("screen", (bar.screen = wanted))
  }
  bar.screen = data.screen
  bar.querySelector("p").textContent = `${data.screen} of ${data.of}`
  back.disabled = data.screen === 1
  on.disabled = data.screen === data.of
  back.onclick = () => go(bar.screen - 1)
  on.onclick = () => go(bar.screen + 1)
  leave.onclick = () => setTriggerValue("leave", true)
  const pressed = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === " " && event.composedPath()[0].tagName === "BUTTON") return
    if (event.key === "Escape") leave.click()
    else if (event.key in BY_KEY) go(bar.screen + BY_KEY[event.key])
    else return
    event.preventDefault()
  }
  const enlarge = () => {
    const zoom = Math.max(0.6, Math.min(innerWidth / WIDTH, innerHeight / HEIGHT))
    document.documentElement.style.setProperty("--present-zoom", zoom)
  }
  document.addEventListener("keydown", pressed, { signal })
  window.addEventListener("resize", enlarge, { signal })
  enlarge()
  return () => bar.listening.abort()
}
