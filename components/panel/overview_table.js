// Draws the headline rows as one table. Every text is set as text, never as markup.
const ICONS = {
  usual: "–", up: "▲", down: "▼", level: "–", mixed: "◆", unknown: "?", met: "✓", near: "≈", missed: "✗",
}

function element(name, text, className) {
  const made = document.createElement(name)
  if (text) made.textContent = text
  if (className) made.className = className
  return made
}

function badge(shown) {
  const box = element("span", "", `badge ${shown.tone}`)
  const icon = element("span", ICONS[shown.icon], "icon")
  icon.setAttribute("aria-hidden", "true")
  box.title = shown.detail
  box.append(icon, element("span", shown.word), element("span", `. ${shown.detail}`, "for-readers"))
  return box
}

function trend(row) {
  const image = element("img")
  image.src = `data:image/svg+xml,${encodeURIComponent(row.svg)}`
  image.alt = row.trend
  image.title = row.trend
  return image
}

function lines(texts, classes = []) {
  return texts.map((text, position) => element("span", text, `line ${classes[position] ?? ""}`))
}

const CELLS = {
  now(cell, row) {
    const number = element("strong", row.now)
    number.title = row.sentence
    cell.append(number, ...row.marks.map((mark) => element("span", mark, "line small")))
  },
  badge(cell, row) {
    cell.append(badge(row.badge))
  },
  trend(cell, row) {
    if (row.svg) cell.append(trend(row))
  },
  changes(cell, row) {
    cell.append(...lines(row.changes, ["", "small"]))
    if (row.england) cell.append(element("span", `England ${row.england.value} (${row.england.year})`, "line small folded"))
  },
  england(cell, row) {
    if (!row.england) return
    cell.append(...lines([row.england.value, row.england.year], ["", "small"]))
    cell.title = row.england.basis
  },
  target(cell, row) {
    if (!row.target) return
    cell.append(element("span", row.target, "line"), badge(row.meets))
  },
}

function rowOf(row, columns, open) {
  const line = element("tr")
  const name = element("th")
  const button = element("button", row.name)
  name.scope = "row"
  button.type = "button"
  button.onclick = () => open(row.measure)
  name.append(button)
  line.append(name)
  if (row.why) {
    const why = element("td", row.why, "why")
    why.colSpan = columns.length - 1
    line.append(why)
    return line
  }
  for (const column of columns.slice(1)) {
    const cell = element("td", "", column.key)
    CELLS[column.key](cell, row)
    line.append(cell)
  }
  return line
}

function headOf(columns) {
  const head = element("thead")
  const line = element("tr")
  for (const column of columns) {
    const title = element("th", column.title, column.key)
    title.scope = "col"
    line.append(title)
  }
  head.append(line)
  return head
}

function bodyOf(group, columns, open) {
  const body = element("tbody")
  const line = element("tr")
  const title = element("th", group.title, "section")
  title.scope = "rowgroup"
  title.colSpan = columns.length
  line.append(title)
  body.append(line, ...group.rows.map((row) => rowOf(row, columns, open)))
  return body
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table")
  const open = (measure) => setTriggerValue("open", measure)
  table.replaceChildren(
    element("caption", data.caption),
    headOf(data.columns),
    ...data.groups.map((group) => bodyOf(group, data.columns, open)),
  )
}
