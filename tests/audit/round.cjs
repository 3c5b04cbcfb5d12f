// A reader's round through the built course in a browser that Playwright does not drive: an old Chromium, or a
// Firefox as people have it. Prints, as a list in JSON, what did not go as it should.
// Arguments: the folder of Puppeteer, how to launch the browser (JSON), the folder of the pages.
"use strict";

const http = require("http");
const fs = require("fs");
const path = require("path");

const [puppeteer, launch, html] = [require(process.argv[2]), JSON.parse(process.argv[3]), process.argv[4]];
const EXERCISE = "exercises/two-lists.html";
const LESSON = "course/1-how-addiction-works/what-opioids-do.html";
const PRIVACY = "page-3.html";
const PASSPHRASE = "three wet lamps";
const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const found = [];
const expect = (fine, words) => void (fine || found.push(words));

/** The pages on a server that lets no browser keep them by itself, so that only a worker has them without it. */
function serve() {
  const server = http.createServer((request, response) => {
    const file = path.join(html, decodeURI(request.url.split("?")[0]));
    const there = fs.existsSync(file) && fs.statSync(file).isFile();
    response.writeHead(there ? 200 : 404, { "Content-Type": KINDS[path.extname(file)] ?? "application/octet-stream", "Cache-Control": "no-store" });
    response.end(there ? fs.readFileSync(file) : "");
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** Wait until a function in the page says true (an element cannot be sent here); false when it has not in time. */
async function until(page, test, ...given) {
  for (const end = Date.now() + 15000; Date.now() < end; ) {
    if (await page.evaluate(test, ...given).catch(() => false)) {
      return true;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

/** Press a button, by its words; false when none that is shown has them. */
const press = (page, words) =>
  until(page, (wanted) => {
    const button = [...document.querySelectorAll("button, summary")].find((one) => one.offsetParent && one.textContent.trim() === wanted);
    button?.click();
    return Boolean(button);
  }, words);

const told = (page, words) => until(page, (wanted) => document.querySelector("[data-pl-status]").textContent.includes(wanted), words);
const first = (page) => page.evaluate(() => document.querySelector("[data-pl-exercise] textarea").value);

async function type(page, selector, words) {
  await page.focus(selector);
  await page.keyboard.type(words);
}

async function answers(page, site) {
  await page.goto(site + EXERCISE);
  const field = "[data-pl-exercise] textarea";
  expect(await press(page, "Keep my answers on this device"), "an exercise does not offer to keep words");
  await type(page, field, "Call Ana");
  expect(await told(page, "Kept in this browser"), "typed words are not kept");
  await type(page, field, " on Sunday"); // what is typed after the first words were kept
  await new Promise((done) => setTimeout(done, 1000));
  await page.goto(site + EXERCISE);
  expect(await until(page, () => document.querySelector("[data-pl-exercise] textarea").value === "Call Ana on Sunday"), `after loading again: ${await first(page)}`);

  await press(page, "Lock it with a passphrase");
  expect(await until(page, () => document.querySelectorAll(".pl-lock input[type=password]").length === 2), "the lock has no form");
  await page.evaluate(() => document.querySelectorAll(".pl-lock input[type=password]").forEach((one, at) => (one.id = `phrase-${at}`)));
  await type(page, "#phrase-0", PASSPHRASE);
  await type(page, "#phrase-1", PASSPHRASE);
  await press(page, "Lock");
  expect(await told(page, "Locked."), "it does not lock");
  expect(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes("Ana"), "words can be read behind the lock");
  await page.goto(site + "my-answers.html");
  expect(await until(page, () => Boolean(document.querySelector("[data-pl-unlock] input[type=password]"))), "My answers offers no way to open the lock");
  await type(page, "[data-pl-unlock] input[type=password]", PASSPHRASE);
  await press(page, "Open the lock");
  expect(await until(page, () => document.querySelector("[data-pl-all]").textContent.includes("Call Ana on Sunday")), "My answers does not show the words");
  await press(page, "Erase everything");
  await press(page, "Yes, erase everything");
  expect(await told(page, "Erased."), "My answers does not say that all is erased");
  expect((await page.evaluate(() => localStorage.length)) === 0, "something is left after erasing");
}

async function reading(page, site) {
  await page.goto(site + LESSON);
  expect(await until(page, () => Boolean(document.querySelector(".pl-pick"))), "Check yourself has no buttons");
  await page.evaluate(() => document.querySelector(".pl-pick").click());
  expect(await until(page, () => Boolean(document.querySelector(".pl-why strong"))), "Check yourself gives no reason");

  await page.goto(site + "search.html");
  await until(page, () => Boolean(document.querySelector("#find").offsetParent));
  await type(page, "#find", "narcan");
  expect(await until(page, () => document.querySelectorAll("[data-pl-find] .pl-steps a").length > 2), "a brand name finds nothing");
  await page.keyboard.press("Enter");
  await new Promise((done) => setTimeout(done, 500));
  expect(page.url() === `${site}search.html`, `Enter in "Find a word" leaves the page: ${page.url()}`);
  expect(await page.evaluate(() => document.activeElement.matches(".pl-steps a")), "Enter does not lead to the first result");
}

async function leaving(page, site) {
  await page.goto(site + EXERCISE);
  await type(page, "[data-pl-exercise] textarea", "Nobody should find this");
  await page.evaluate(() => document.querySelector("[data-pl-leave]").click());
  expect(await until(page, () => location.pathname.endsWith("/kitchen.html")), "Leave does not leave");
  await page.evaluate(() => void setTimeout(() => history.back())).catch(() => undefined);
  await new Promise((done) => setTimeout(done, 1500));
  expect(!page.url().includes(EXERCISE), "Back returns to the page that was left");
}

async function away(page, site, server) {
  await page.goto(site + PRIVACY);
  expect(await press(page, "Keep this course on my phone"), "the course cannot be kept");
  const kept = await until(page, () => document.querySelector("[data-pl-keep-told]").textContent.startsWith("Done."));
  expect(kept, `the course is not kept: ${await page.evaluate(() => document.querySelector("[data-pl-keep-told]").textContent)}`);
  server.closeAllConnections?.();
  await new Promise((done) => server.close(done));
  for (const address of ["page-1.html", LESSON]) {
    const open = await page.goto(site + address).then(() => page.evaluate(() => document.querySelector("h1")?.textContent), () => "");
    expect(open, `${address} does not open with no internet`);
  }
}

(async () => {
  const server = await serve();
  const site = `http://127.0.0.1:${server.address().port}/`;
  const browser = await puppeteer.launch(launch);
  const page = await browser.newPage();
  page.on("pageerror", (error) => found.push(`${page.url()}: ${error.message}`));
  page.on("dialog", (dialog) => void dialog.accept().catch(() => undefined));
  for (const part of [answers, reading, leaving, away]) {
    await part(page, site, server).catch((error) => found.push(`${part.name}: ${error.message}`));
  }
  const version = await browser.version();
  await browser.close();
  console.log(JSON.stringify({ version, found }));
  process.exit();
})();
