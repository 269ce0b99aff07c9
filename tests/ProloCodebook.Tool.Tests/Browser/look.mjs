// Opens a page in headless Chromium in every form that people see it in, and writes down what it found as JSON.
// node look.mjs CHROMIUM PAGE.html OUT-FOLDER FORM...
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [executablePath, file, folder, ...names] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const forms = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 900 },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 900 },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844 },
];

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const results = [];
for (const form of forms.filter(form => names.includes(form.name))) {
  const context = await browser.newContext({ viewport: { width: form.width, height: form.height }, colorScheme: form.colorScheme, deviceScaleFactor: 1 });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const requests = [], messages = [];
  page.on('request', request => request.url().split('#')[0] === address || requests.push(request.url()));
  page.on('console', message => messages.push(message.text()));
  page.on('pageerror', error => messages.push(String(error)));
  page.on('dialog', dialog => { messages.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address);

  // Evaluated by the debugger, which the page's security policy does not bind, so that policy stays in force.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const facts = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    scripts: document.scripts.length,
    handlers: [...document.querySelectorAll('*')].filter(element => [...element.attributes].some(attribute => attribute.name.startsWith('on'))).length,
    background: getComputedStyle(document.body).backgroundColor,
  }));
  await page.screenshot({ path: join(folder, `${form.name}.png`), fullPage: true });

  // A citation leads to its passage in the source text, and the passage stands out.
  const citation = page.locator('a.source').first();
  let passage = null;
  if (await citation.count()) {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: form.colorScheme });
    const plain = await page.locator('mark').last().evaluate(mark => getComputedStyle(mark).backgroundColor);
    await citation.click();
    const target = page.locator(':target');
    passage = { text: await target.innerText(), stands: await target.evaluate(mark => getComputedStyle(mark).backgroundColor) !== plain, visible: await target.evaluate(mark => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }) };
  }
  results.push({
    form: form.name, requests, messages, passage, checks: passes.length,
    violations: violations.map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(node => `${node.target} ${node.any[0]?.message ?? ''}`).join('; ')}`),
    ...facts,
  });
  if (form.name === 'light') {
    await page.goto(address);
    await page.emulateMedia({ media: 'print' });
    results.at(-1).printed = await page.evaluate(() => ({ navigation: getComputedStyle(document.querySelector('nav')).display, marks: document.querySelectorAll('mark').length, closed: document.querySelectorAll('details:not([open])').length }));
    await page.pdf({ path: join(folder, 'print.pdf'), format: 'A4', printBackground: true });
  }
  await context.close();
}

await browser.close();
writeFileSync(join(folder, 'results.json'), JSON.stringify(results, null, 2));
