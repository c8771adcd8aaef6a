// Reads paths, one a line, and writes what feedsmith finds in each: see ReadingComparison.
import { readFileSync } from 'node:fs'
import { parseFeed } from 'feedsmith'

const says = (value) => (typeof value === 'string' ? value : value?.value ?? '').trim() !== ''
const dated = (value) => value instanceof Date || (typeof value === 'string' && !Number.isNaN(Date.parse(value)))
const saysAnything = (value) =>
  value !== null && typeof value === 'object' && !(value instanceof Date) ? Object.values(value).some(saysAnything) : value !== undefined && value !== null && `${value}`.trim() !== ''

for (const path of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  try {
    const { feed } = parseFeed(readFileSync(path, 'utf8'))
    const items = (feed.items ?? feed.entries ?? []).filter(saysAnything)
    const count = (test) => items.filter(test).length
    const dates = count((i) =>
      [i.pubDate, i.published, i.updated, i.date_published, i.date_modified, ...(i.dc?.dates ?? []), i.dc?.date, ...(i.dcterms?.created ? [i.dcterms.created] : [])].some(dated))
    const titles = count((i) => says(i.title))
    const links = count((i) => says(i.link) || says(i.url) || says(i.external_url) || (i.links ?? []).some((l) => says(l.href)) || /^https?:/.test(i.guid?.value ?? ''))
    const texts = count((i) => says(i.description) || says(i.content?.encoded) || says(i.content) || says(i.summary) || says(i.content_html) || says(i.content_text))
    console.log([path, items.length, dates, titles, links, texts].join('\t'))
  } catch {
    console.log(path)
  }
}
