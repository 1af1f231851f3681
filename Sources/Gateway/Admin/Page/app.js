"use strict";
// Every text from the server is put into the page as text, never as markup.
const $ = (id) => document.getElementById(id);
const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return node;
};
const shape = (tag, attributes) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};
const count = (value) => new Intl.NumberFormat().format(Math.round(value));
const milliseconds = (value) => (value == null ? "–" : value < 1000 ? Number(value.toFixed(value < 10 ? 1 : 0)) + " ms" : (value / 1000).toFixed(1) + " s");
// Times are counted in classes: what is known is the bound of the class.
const within = (value) => (value == null ? "–" : "≤ " + milliseconds(value));
const clock = (text) => new Date(text).toLocaleString();

let timer = 0;
let source = null;
let range = "1h";

async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: { "x-requested-with": "hopguard", ...(options.headers || {}) } });
  if (answer.status === 401) {
    $("signin").hidden = false;
    throw new Error("sign in first");
  }
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error || "failed with " + answer.status);
  return value;
}

function say(text) {
  $("state").textContent = text;
}

const names = { p50_ms: "median", p95_ms: "95th percentile", prompt_tokens: "prompt", completion_tokens: "completion" };

function chart(title, rows, series) {
  const width = 300, height = 100;
  const most = Math.max(1e-9, ...rows.flatMap((row) => series.map(([name]) => row[name] || 0)));
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img" });
  const label = document.createElementNS("http://www.w3.org/2000/svg", "title");
  label.textContent = `${title}, at most ${most.toFixed(most < 10 ? 2 : 0)}`;
  svg.append(label);
  for (const [name, colour] of series) {
    const points = rows.map((row, i) => `${(i / Math.max(1, rows.length - 1)) * width},${height - 2 - ((row[name] || 0) / most) * (height - 6)}`);
    svg.append(shape("polyline", { points: points.join(" "), fill: "none", stroke: `var(--${colour})`, "stroke-width": "1.5", "vector-effect": "non-scaling-stroke" }));
  }
  const legend = make("p", {});
  for (const [name, colour] of series) {
    const swatch = make("span", { class: "key", "aria-hidden": "true" });
    swatch.style.background = `var(--${colour})`;
    legend.append(swatch, names[name] || name.replaceAll("_", " "));
  }
  legend.append(most > 1e-9 ? `, at most ${count(most)}` : ", none");
  return make("div", { class: "chart" }, make("h3", {}, title), svg, legend);
}

function bars(title, rows) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  const box = make("div", { class: "chart" }, make("h3", {}, title));
  for (const row of rows) {
    const bar = make("i");
    bar.style.width = (row.count / most) * 100 + "%";
    box.append(make("div", { class: "bar" }, make("span", { title: row.name }, row.name || "(none)"), make("div", {}, bar), count(row.count)));
  }
  if (!rows.length) box.append(make("p", {}, "nothing yet"));
  return box;
}

async function overview() {
  const data = await ask("api/overview?range=" + range);
  const t = data.totals;
  const tiles = [["Requests", count(t.requests)], ["Blocked", count(t.blocked)], ["Failed", count(t.failed)], ["Entities", count(t.entities)],
    ["Median time", within(t.p50_ms)], ["95th percentile", within(t.p95_ms)], ["Tokens", count(t.prompt_tokens + t.completion_tokens)],
    ["Hosts up", `${data.hosts_up} of ${data.hosts}`], ["In flight", count(data.in_flight)]];
  if (t.cost > 0) tiles.push(["Cost", t.cost.toFixed(2)]);
  $("totals").replaceChildren(...tiles.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
  $("charts").replaceChildren(
    chart("Requests", data.series, [["requests", "accent"], ["blocked", "bad"], ["failed", "warn"]]),
    chart("Time, ms", data.series, [["p50_ms", "accent"], ["p95_ms", "warn"]]),
    chart("Entities", data.series, [["entities", "accent"]]),
    chart("Tokens", data.series, [["prompt_tokens", "accent"], ["completion_tokens", "good"]]));
  $("tops").replaceChildren(...[["Models", "model"], ["Keys", "key"], ["Policies", "policy"], ["Hosts", "host"], ["Entities", "entity"]]
    .map(([title, name]) => bars(title, data.by[name] || [])));
}

function who(row) {
  return row.key ? row.key + (row.team ? ` (${row.team})` : "") : row.client_address;
}

function entities(row) {
  return (row.entities || []).map((e) => `${e.type} ${e.count}${e.action === "surrogate" ? "" : " " + e.action}`).join(", ");
}

function live() {
  source = new EventSource("api/live");
  source.addEventListener("exchange", (event) => {
    if ($("pause").getAttribute("aria-pressed") === "true") return;
    const row = JSON.parse(event.data);
    $("live-empty").hidden = true;
    $("live-rows").prepend(make("tr", {}, make("td", {}, clock(row.time)), make("td", {}, who(row)), make("td", {}, row.model_asked),
      make("td", {}, row.host), make("td", {}, row.policy), make("td", { class: row.decision }, row.decision + (row.reason ? ": " + row.reason : "")),
      make("td", {}, entities(row)), make("td", {}, milliseconds(row.total_ms))));
    while ($("live-rows").children.length > 200) $("live-rows").lastChild.remove();
  });
  source.onerror = () => say("the live view is reconnecting");
}

let oldest = "";
async function log(isMore) {
  const filters = new URLSearchParams([...new FormData($("filters"))].filter(([, value]) => value));
  if (isMore) filters.set("before", oldest);
  const data = await ask("api/requests?" + filters);
  const rows = data.rows.map((row) => make("tr", {}, make("td", {}, make("button", { type: "button", onclick: () => detail(row.id) }, clock(row.time))),
    make("td", {}, who(row)), make("td", {}, row.api), make("td", {}, row.model_asked), make("td", {}, row.host), make("td", {}, row.policy),
    make("td", { class: row.decision }, row.decision), make("td", {}, row.status), make("td", {}, milliseconds(row.total_ms))));
  if (isMore) $("log-rows").append(...rows);
  else $("log-rows").replaceChildren(...rows);
  oldest = data.rows.length ? data.rows[data.rows.length - 1].id : "";
  $("more").hidden = data.rows.length < 50;
}

async function detail(id) {
  const row = await ask("api/requests/" + encodeURIComponent(id));
  const list = make("dl");
  for (const [name, value] of Object.entries(row)) {
    if (value === null || value === "" || typeof value === "object") continue;
    list.append(make("dt", {}, name.replaceAll("_", " ")), make("dd", {}, value));
  }
  const parts = [make("h3", { id: "detail-title" }, "Request " + row.id), list];
  for (const [title, name] of [["Entities", "entities"], ["Attempts", "attempts"], ["Stages", "stages"]]) {
    if (!row[name] || !row[name].length) continue;
    const heads = Object.keys(row[name][0]);
    parts.push(make("h3", {}, title), make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", {}, head)))),
      make("tbody", {}, ...row[name].map((entry) => make("tr", {}, ...heads.map((head) => make("td", {}, entry[head] ?? ""))))))));
  }
  $("detail").replaceChildren(...parts);
  $("detail").hidden = false;
  $("detail").focus();
}

async function hosts() {
  const data = await ask("api/hosts");
  $("host-cards").replaceChildren(...data.hosts.map((host) => make("div", { class: "card" },
    make("h3", {}, host.id), make("p", {}, make("strong", { class: host.up ? "up" : "down" }, host.up ? "up" : "down"), ` · ${host.api} · ${host.trust} · ${host.url}`),
    make("p", {}, `${host.in_flight} in flight` + (host.first_byte_ms ? ` · first byte ${milliseconds(host.first_byte_ms)}` : "")),
    make("p", {}, host.models.join(", ") || "no models known"))));
}

async function policies() {
  const data = await ask("api/policies");
  $("policy-cards").replaceChildren(...data.policies.map((policy) => make("li", { class: "card" },
    make("h3", {}, policy.name), make("p", {}, policy.match || "every request", policy.mode === "shadow" ? " · shadow" : ""),
    make("ul", { class: "chain", "aria-label": "Chain" }, ...policy.chain.map((stage) => make("li", {}, stage))),
    make("p", {}, policy.entities))));
}

async function fill() {
  const data = await ask("api/choices");
  const form = $("examine");
  for (const name of ["policy", "key"]) {
    const select = form.elements[name];
    while (select.options.length > 1) select.remove(1);
    for (const value of data[name]) select.append(make("option", { value }, value));
  }
  $("models").replaceChildren(...data.models.map((value) => make("option", { value })));
}

async function examine() {
  const form = new FormData($("examine"));
  const data = await ask("api/examine", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(Object.fromEntries(form)) });
  $("result").hidden = false;
  $("result-why").textContent = data.why;
  const marked = [];
  const scalars = Array.from(data.text);
  let at = 0;
  for (const finding of data.findings) {
    if (finding.start < at) continue;
    marked.push(scalars.slice(at, finding.start).join(""));
    marked.push(make("mark", { title: `${finding.recognizer}, ${finding.score}` }, scalars.slice(finding.start, finding.end).join(""), make("small", {}, finding.type)));
    at = finding.end;
  }
  marked.push(scalars.slice(at).join(""));
  $("result-marked").replaceChildren(...marked);
  $("result-leaving").textContent = data.refused || data.leaving;
  $("result-returning").textContent = data.refused ? "" : data.returning;
  $("result-rows").replaceChildren(...data.findings.map((f) => make("tr", {}, make("td", {}, f.type), make("td", {}, scalars.slice(f.start, f.end).join("")),
    make("td", {}, f.recognizer), make("td", {}, f.score), make("td", {}, f.action))));
  $("result-hosts").textContent = data.hosts.length ? "It could go to " + data.hosts.join(", ") + "." : "No host could serve it.";
}

const views = { overview, live, log: () => log(false), hosts, policies, playground: fill };
const refreshed = { overview: 5000, hosts: 5000 };

async function show() {
  const name = views[location.hash.slice(1)] ? location.hash.slice(1) : "overview";
  clearInterval(timer);
  if (source) source.close();
  source = null;
  for (const section of document.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === "#" + name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const draw = async () => {
    try {
      await views[name]();
      say("");
    } catch (fault) {
      say(fault.message);
    }
  };
  await draw();
  if (refreshed[name]) timer = setInterval(draw, refreshed[name]);
}

for (const button of document.querySelectorAll("[data-range]")) {
  button.addEventListener("click", () => {
    range = button.dataset.range;
    for (const other of document.querySelectorAll("[data-range]")) other.setAttribute("aria-pressed", other === button);
    show();
  });
}
$("pause").addEventListener("click", () => $("pause").setAttribute("aria-pressed", $("pause").getAttribute("aria-pressed") !== "true"));
const onSubmit = (id, act) => $(id).addEventListener("submit", (event) => {
  event.preventDefault();
  act().catch((fault) => say(fault.message));
});
onSubmit("filters", () => log(false));
onSubmit("examine", examine);
onSubmit("signin-form", async () => {
  const answer = await fetch("api/signin", { method: "POST", headers: { "content-type": "application/json", "x-requested-with": "hopguard" },
    body: JSON.stringify({ key: new FormData($("signin-form")).get("key") }) });
  if (!answer.ok) {
    $("signin-fault").textContent = "That is not an admin key.";
    return;
  }
  $("signin").hidden = true;
  show();
});
$("more").addEventListener("click", () => log(true).catch((fault) => say(fault.message)));
addEventListener("hashchange", show);
show();
