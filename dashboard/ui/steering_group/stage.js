// The projector's keys, and how large a slide laid out for 1920x1080 may be in this window.
// Both belong to the whole window, so they are taken back when the slide is left.
const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity }
const LEAST = 0.6 // a phone's text would else be too small to read: there a slide scrolls
const SETTLED = 250 // milliseconds without a new size: charts are drawn anew on the server
const stages = new WeakMap()

export default function ({ data, parentElement, setStateValue }) {
  stages.get(parentElement)?.()
  const root = document.documentElement
  let slide = data.slide
  let timer

  // A state and no trigger: a trigger sent while the server still draws the slide before may be lost. The time makes
  // every wish another one.
  const ask = (wanted) => setStateValue("wish", { slide: wanted, at: Date.now() })
  const fit = (delay) => {
    const scale = Math.max(Math.min(window.innerWidth / 1920, window.innerHeight / 1080), LEAST)
    const zoom = Math.round(scale * 100) / 100
    root.style.setProperty("--slide-zoom", zoom)
    if (zoom !== data.zoom) timer = setTimeout(() => setStateValue("zoom", zoom), delay)
  }
  const resized = () => {
    clearTimeout(timer)
    fit(SETTLED)
  }
  const press = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    if (event.key === "Escape") return document.querySelector(".st-key-slide_leave a")?.click()
    const step = STEPS[event.key]
    // Space presses the button that has the focus.
    if (!step || (event.key === " " && event.target.closest("button, a"))) return
    event.preventDefault()
    const wanted = Math.min(Math.max(slide + step, 1), data.count)
    if (wanted === slide) return
    slide = wanted
    ask(slide)
  }
  const leave = () => {
    clearTimeout(timer)
    window.removeEventListener("keydown", press)
    window.removeEventListener("resize", resized)
    root.style.removeProperty("--slide-zoom")
    stages.delete(parentElement)
  }

  window.addEventListener("keydown", press)
  window.addEventListener("resize", resized)
  stages.set(parentElement, leave)
  fit(0)
  return leave
}
