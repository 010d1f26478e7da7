// The shapes of a folder against each graph of another, in JavaScript's SHACL engine.
// node validate.js SHAPES GRAPHS: prints {"graph": [["focus node", "shape"], …], …}
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import env from '@zazuko/env-node'
import { Parser } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'

const read = (file) => env.dataset(new Parser({ factory: env }).parse(readFileSync(file, 'utf8')))
const [shapesFolder, graphsFolder] = process.argv.slice(2)
const shapes = env.dataset()
for (const name of readdirSync(shapesFolder).filter((name) => name.endsWith('.ttl'))) {
  for (const quad of read(join(shapesFolder, name))) shapes.add(quad)
}
const validator = new SHACLValidator(shapes, { factory: env })
const answers = {}
for (const name of readdirSync(graphsFolder)) {
  const report = await validator.validate(read(join(graphsFolder, name)))
  answers[name] = report.results.map((result) => [result.focusNode.value, result.sourceShape.value])
}
console.log(JSON.stringify(answers))
