// Draws rows whose names are buttons. Every text is set as text, never as markup.
function element(name, text, className) {
  const made = document.createElement(name)
  if (text) made.textContent = text
  if (className) made.className = className
  return made
}

function rowOf(row, choose) {
  const line = element("tr", "", row.isChosen ? "chosen" : "")
  const name = element("th")
  const button = element("button", row.name)
  name.scope = "row"
  button.type = "button"
  if (row.isChosen) button.setAttribute("aria-pressed", "true")
  button.onclick = () => choose(row.id)
  name.append(button)
  if (row.bar !== null) {
    const bar = element("span", "", "bar")
    bar.style.width = `${Math.round(1000 * row.bar) / 10}%`
    bar.setAttribute("aria-hidden", "true")
    name.append(bar)
  }
  line.append(name, ...row.cells.map((cell) => element("td", cell)))
  return line
}

function headOf(columns) {
  const head = element("thead")
  const line = element("tr")
  for (const column of columns) {
    const title = element("th", column)
    title.scope = "col"
    line.append(title)
  }
  head.append(line)
  return head
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table")
  parentElement.querySelector(".more")?.remove()
  const choose = (id) => setTriggerValue("chosen", id)
  table.className = data.areTexts ? "texts" : ""
  const body = element("tbody")
  const rows = data.rows.map((row) => rowOf(row, choose))
  const isFolded = (row, place) => place >= data.rowsFirst && !row.isChosen
  const folded = rows.filter((_, place) => isFolded(data.rows[place], place))
  body.append(...rows)
  table.replaceChildren(element("caption", data.caption), headOf(data.columns), body)
  if (folded.length > 1) {
    folded.forEach((line) => (line.hidden = true))
    const more = element("button", `Show ${folded.length} more`, "more")
    more.type = "button"
    more.onclick = () => {
      folded.forEach((line) => (line.hidden = false))
      folded[0].querySelector("button").focus()
      more.remove()
    }
    table.after(more)
  }
}
