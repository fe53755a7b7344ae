// Measures LiquidJS: node liquidjs.js FOLDER DATA SECONDS TEMPLATE OUTPUT
// Prints templates parsed and rendered in a second, and writes what it rendered.
const fs = require('fs');
const { Liquid } = require(process.env.LIQUIDJS || 'liquidjs');

const [folder, dataFile, seconds, name, output] = process.argv.slice(2);
const engine = new Liquid({ root: folder, extname: '.liquid', cache: true });
const source = fs.readFileSync(`${folder}/${name}.liquid`, 'utf8');
const data = JSON.parse(fs.readFileSync(dataFile, 'utf8'));

function rate(work) {
  const warm = process.hrtime.bigint() + BigInt(Math.round(seconds * 2.5e8));
  while (process.hrtime.bigint() < warm) work();
  const start = process.hrtime.bigint();
  const end = start + BigInt(Math.round(seconds * 1e9));
  let count = 0;
  do {
    work();
    count++;
  } while (process.hrtime.bigint() < end);
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

const template = engine.parse(source);
const parsed = rate(() => engine.parse(source));
const rendered = rate(() => engine.renderSync(template, data));
fs.writeFileSync(output, engine.renderSync(template, data));
console.log(`${parsed} ${rendered}`);
