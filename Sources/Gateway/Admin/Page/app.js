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
const short = (value) => new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 }).format(value);
const money = (value) => new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: value < 1 ? 4 : 2 }).format(value);
const milliseconds = (value) => (value == null ? "–" : value < 1000 ? Number(value.toFixed(value < 10 ? 1 : 0)) + " ms" : Number((value / 1000).toFixed(1)) + " s");
// Times are counted in classes: what is known is the bound of the class.
const within = (value) => (value == null ? "–" : "≤ " + milliseconds(value));
const clock = (text) => new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
const badge = (kind, text = kind) => make("span", { class: "badge " + kind }, text);
const hash = (view, filters) => "#" + view + "?" + new URLSearchParams(filters);

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

// Charts

/** The next round number above a figure, for the top of a chart. */
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= value * 0.999);
}

const moment = (text) => (range === "30d"
  ? new Date(text).toLocaleDateString(undefined, { month: "short", day: "numeric", timeZone: "UTC" })
  : new Date(text).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" }));

const charts = new Map();

/** A chart that stays in the page and is drawn again with new rows: `series` is a list of [member, label, tone]. */
function chart(title, series, { kind = "bars", format = count, most = short } = {}) {
  const width = 600, height = 100;
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const read = make("div", { class: "read" });
  const top = make("span", { class: "top" });
  const none = make("span", { class: "none" }, "nothing yet");
  const plot = make("div", { class: "plot" }, svg, top, none);
  const span = make("div", { class: "span", "aria-hidden": "true" });
  const box = make("div", { class: "chart", role: "group", tabindex: "0" }, make("div", { class: "head" }, make("h3", {}, title), read), plot, span);
  let rows = [], at = -1;

  const tell = () => {
    const row = rows[at];
    read.replaceChildren(...(row ? [make("span", {}, moment(row.t))] : []), ...series.map(([name, label, tone]) => make("span", { class: "tone-" + tone },
      make("span", { class: "swatch" }), label, ...(row ? [" ", format(row[name])] : []))));
    svg.querySelector(".cursor")?.remove();
    if (row) {
      const x = kind === "bars" ? ((at + 0.5) / rows.length) * width : (at / Math.max(1, rows.length - 1)) * width;
      svg.append(shape("path", { class: "cursor", d: `M${x} 0V${height}` }));
    }
  };
  const point = (place) => {
    at = Math.max(-1, Math.min(rows.length - 1, place));
    tell();
  };
  plot.addEventListener("pointermove", (event) => {
    const frame = plot.getBoundingClientRect();
    point(Math.floor(((event.clientX - frame.left) / frame.width) * rows.length));
  });
  plot.addEventListener("pointerleave", () => point(-1));
  box.addEventListener("blur", () => point(-1));
  box.addEventListener("focus", () => read.setAttribute("aria-live", "polite"));
  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    point(at < 0 ? rows.length - 1 : at + step);
  });

  const draw = (fresh) => {
    // Another period: what was read stands somewhere else.
    if (fresh.length !== rows.length) at = -1;
    rows = fresh;
    const values = series.flatMap(([name]) => rows.map((row) => row[name] ?? 0));
    const peak = Math.max(0, ...values);
    const limit = peak > 0 ? ceiling(peak) : 1;
    const y = (value) => height - (value / limit) * (height - 2);
    svg.replaceChildren();
    for (const [name, , tone] of series) {
      const group = shape("g", { class: "tone-" + tone });
      if (kind === "bars") {
        const step = width / rows.length;
        rows.forEach((row, i) => {
          if (row[name]) group.append(shape("rect", { x: i * step + step * 0.12, width: step * 0.76, y: y(row[name]), height: height - y(row[name]) }));
        });
      } else {
        const known = (i) => rows[i] && rows[i][name] != null;
        let path = "", dots = "";
        rows.forEach((row, i) => {
          if (!known(i)) return;
          const place = `${(i / Math.max(1, rows.length - 1)) * width} ${y(row[name])}`;
          // A point without neighbours is a line of no length, which its round cap makes a dot.
          if (!known(i - 1) && !known(i + 1)) dots += `M${place}h0`;
          else path += (known(i - 1) ? "L" : "M") + place;
        });
        group.append(shape("path", { d: path }), shape("path", { class: "dots", d: dots }));
      }
      svg.append(group);
    }
    top.textContent = peak > 0 ? most(limit) : "";
    none.hidden = peak > 0;
    none.textContent = rows.some((row) => series.some(([name]) => row[name] != null)) ? "none" : "nothing yet";
    span.replaceChildren(make("span", {}, moment(rows[0].t)), make("span", {}, range === "30d" ? "today" : "now"));
    const newest = rows.findLast((row) => series.some(([name]) => row[name] != null)) || rows[rows.length - 1];
    box.setAttribute("aria-label", `${title}: at most ${format(peak)}; ` + series.map(([name, label]) => `${label} ${format(newest[name])}`).join(", ")
      + " in the newest step. Arrow keys walk through it.");
    tell();
  };
  return { box, draw };
}

/** Draws a chart, or draws it again. */
function plot(title, rows, series, options) {
  if (!charts.has(title)) charts.set(title, chart(title, series, options));
  charts.get(title).draw(rows);
  return charts.get(title).box;
}

function bars(title, rows, filter) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  const box = make("div", { class: "card" }, make("h3", {}, title));
  for (const row of rows) {
    const bar = make("i");
    bar.style.width = (row.count / most) * 100 + "%";
    const name = row.name ? make("a", { href: hash("log", { since: range, [filter]: row.name }), title: row.name }, row.name) : make("span", {}, "(none)");
    box.append(make("div", { class: "bar" }, name, make("div", {}, bar), count(row.count)));
  }
  if (!rows.length) box.append(make("p", { class: "quiet" }, "nothing yet"));
  return box;
}

async function overview() {
  const data = await ask("api/overview?range=" + range);
  const t = data.totals;
  const link = (text, decision) => make("a", { href: hash("log", { since: range, decision }) }, text);
  const tiles = [["Requests", count(t.requests)], ["Entities", count(t.entities)], ["Blocked", t.blocked ? link(count(t.blocked), "blocked") : "0"],
    ["Failed", t.failed ? link(count(t.failed), "failed") : "0", t.failed > 0], ["Median time", within(t.p50_ms)], ["95% of times", within(t.p95_ms)],
    ["Tokens", short(t.prompt_tokens + t.completion_tokens)], ["Cost", money(t.cost)],
    ["Hosts up", make("a", { href: "#hosts" }, `${data.hosts_up} of ${data.hosts}`), data.hosts_up < data.hosts], ["In flight", count(data.in_flight)]];
  $("totals").replaceChildren(...tiles.map(([name, value, isBad]) => make("div", {}, make("dt", {}, name), make("dd", { class: isBad ? "some" : "" }, value))));
  const times = { kind: "lines", format: within, most: milliseconds };
  const drawn = [
    plot("Requests", data.series, [["requests", "all", "accent"], ["failed", "failed", "warn"]]),
    plot("Blocked", data.series, [["blocked", "blocked", "bad"]]),
    plot("Entities", data.series, [["entities", "found", "accent"]]),
    plot("Whole time", data.series, [["p95_ms", "95%", "warn"], ["p50_ms", "median", "accent"]], times),
    plot("First byte", data.series, [["first_p95_ms", "95%", "warn"], ["first_p50_ms", "median", "accent"]], times),
    plot("Tokens", data.series, [["prompt_tokens", "prompt", "accent"], ["completion_tokens", "completion", "good"]], { kind: "lines" }),
    plot("Cost", data.series, [["cost", "by price table", "accent"]], { format: money, most: money }),
    plot("In flight", data.fleet, [["in_flight", "most", "accent"]], { kind: "lines", format: (value) => (value == null ? "–" : count(value)) }),
    plot("Hosts up", data.fleet, [["hosts_up", "fewest", "good"]], { kind: "lines", format: (value) => (value == null ? "–" : count(value)) }),
  ];
  if (!$("charts").children.length) $("charts").replaceChildren(...drawn);
  if (!$("tops").contains(document.activeElement)) {
    $("tops").replaceChildren(...[["Models", "model"], ["Keys", "key"], ["Hosts", "host"], ["Policies", "policy"], ["Decisions", "decision"], ["Entities", "entity"]]
      .map(([title, name]) => bars(title, data.by[name] || [], name)));
  }
}

// Requests

function who(row) {
  return row.key ? row.key + (row.team ? ` (${row.team})` : "") : row.client_address;
}

function entities(row) {
  return (row.entities || []).map((e) => `${e.type} ${e.count}${e.action === "surrogate" ? "" : " " + e.action}`).join(", ");
}

/** A row of a table whose cells know their column's name, for narrow screens. */
function line(cells) {
  return make("tr", {}, ...cells.map(([name, value, kind]) => {
    const cell = make("td", kind ? { class: kind } : {});
    if (value != null && value !== "") cell.append(value instanceof Node ? value : String(value));
    if (name) cell.dataset.name = name;
    return cell;
  }));
}

const toRequest = (row) => make("a", { href: "#log/" + encodeURIComponent(row.id) }, clock(row.time));

let seen = 0;
function live() {
  source = new EventSource("api/live");
  source.addEventListener("open", () => say(""));
  source.addEventListener("exchange", (event) => {
    const row = JSON.parse(event.data);
    seen += 1;
    $("live-count").textContent = `${count(seen)} since this page was opened`;
    if ($("pause").getAttribute("aria-pressed") === "true") return;
    $("live-empty").hidden = true;
    $("live-head").hidden = false;
    const shown = line([["", toRequest(row)], ["", who(row)], ["model", row.model_asked], ["host", row.host], ["policy", row.policy],
      ["", badge(row.decision, row.decision + (row.reason ? ": " + row.reason : ""))], ["", entities(row), "wide"], ["took", milliseconds(row.total_ms), "number"]]);
    shown.className = "fresh";
    only(shown);
    $("live-rows").prepend(shown);
    while ($("live-rows").children.length > 200) $("live-rows").lastChild.remove();
  });
  source.onerror = () => say("the live view is reconnecting");
}

function only(row) {
  row.hidden = !row.textContent.toLowerCase().includes($("live-only").value.trim().toLowerCase());
}

let oldest = "";
async function log(isMore) {
  const form = $("filters");
  const filters = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  if (isMore) filters.set("before", oldest);
  const data = await ask("api/requests?" + filters);
  const rows = data.rows.map((row) => line([["", toRequest(row)], ["", who(row)], ["api", row.api], ["model", row.model_asked], ["host", row.host], ["policy", row.policy],
    ["", badge(row.decision || "waiting")], ["", entities(row), "wide"], ["status", row.status, "number"], ["took", milliseconds(row.total_ms), "number"]]));
  if (isMore) $("log-rows").append(...rows);
  else $("log-rows").replaceChildren(...rows);
  oldest = data.rows.length ? data.rows[data.rows.length - 1].id : "";
  $("more").hidden = data.rows.length < 50;
  $("log-empty").hidden = $("log-rows").children.length > 0;
}

/** The log, or one request when the address names it. */
async function logView(place, query) {
  const id = place[1] ? decodeURIComponent(place[1]) : "";
  if (id) return detail(id);
  $("log-list").hidden = false;
  $("detail").hidden = true;
  const wanted = new URLSearchParams(query);
  for (const field of $("filters").elements) if (field.name) field.value = wanted.get(field.name) ?? "";
  await log(false);
}

const facts = [
  ["Who", ["key", "team", "client_address", "request_id"]],
  ["What was asked", ["api", "path", "model_asked", "stream", "request_bytes", "policy"]],
  ["What came of it", ["reason", "status", "host", "model_sent", "ended", "first_byte_ms", "total_ms", "prompt_tokens", "completion_tokens", "response_bytes", "unrestored"]],
  ["In the log", ["seq", "writer", "generation", "opened", "closed", "admission_hash", "prev_hash", "hash"]],
];

async function detail(id) {
  const row = await ask("api/requests/" + encodeURIComponent(id));
  const fact = (name) => {
    const value = row[name];
    if (value === null || value === undefined || value === "" || typeof value === "object") return [];
    const text = name.endsWith("_ms") ? milliseconds(value) : typeof value === "boolean" ? (value ? "yes" : "no") : value;
    return [make("dt", {}, name.replace(/_ms$/, "").replaceAll("_", " ")), make("dd", { class: name.endsWith("hash") || name.endsWith("id") ? "mono" : "" }, text)];
  };
  const told = new Set(["id", "time", "decision", "chain", ...facts.flatMap(([, names]) => names)]);
  const others = Object.keys(row).filter((name) => !told.has(name)).flatMap(fact);
  const isSound = row.chain === "as it was written";
  const parts = [make("a", { href: "#log" }, "← Audit log"),
    make("div", { class: "title" }, make("h2", { id: "detail-title" }, clock(row.time)), badge(row.decision || "waiting"), badge(isSound ? "sound" : "changed", row.chain),
      make("span", { class: "mono quiet" }, row.id)),
    make("div", { class: "parts" }, ...facts.map(([title, names]) => make("div", {}, make("h3", {}, title), make("dl", { class: "facts" }, ...names.flatMap(fact)))))];
  if (others.length) parts.push(make("h3", {}, "Besides"), make("dl", { class: "facts" }, ...others));
  if (row.stages?.length) {
    const most = Math.max(...row.stages.map((stage) => stage.ms), 1e-6);
    parts.push(make("h3", {}, "Stages"), ...row.stages.map((stage) => {
      const bar = make("i");
      bar.style.width = (stage.ms / most) * 100 + "%";
      return make("div", { class: "bar" }, make("span", {}, stage.stage), make("div", {}, bar), `${Number(stage.ms.toFixed(3))} ms`);
    }));
  }
  for (const [title, name] of [["Entities", "entities"], ["Attempts", "attempts"]]) {
    if (!row[name]?.length) continue;
    const heads = Object.keys(row[name][0]);
    parts.push(make("h3", {}, title), make("div", { class: "scroll" }, make("table", { class: "rows" }, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", {}, head)))),
      make("tbody", {}, ...row[name].map((entry) => line(heads.map((head) => [head, head === "action" ? badge(entry[head]) : head === "ms" ? milliseconds(entry[head]) : entry[head]])))))));
  }
  $("detail").replaceChildren(...parts);
  $("log-list").hidden = true;
  $("detail").hidden = false;
  $("detail").focus({ preventScroll: true });
  scrollTo(0, 0);
}

// Hosts and policies

async function hosts() {
  const data = await ask("api/hosts");
  $("host-cards").replaceChildren(...data.hosts.map((host) => make("div", { class: "card" },
    make("h3", {}, host.id, badge(host.up ? "up" : "down"), badge(host.trust)),
    make("dl", { class: "facts" }, ...[["address", host.url], ["API", host.api], ["in flight", host.in_flight], ["first byte", milliseconds(host.first_byte_ms)],
      ["models", host.models.join(", ") || "none known"]].flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
    make("a", { href: hash("log", { host: host.id }) }, "its requests"))));
}

async function policies() {
  const data = await ask("api/policies");
  // What changes or stops a text stands out in the chain.
  const does = new Set(["classify", "redact"]);
  $("policy-cards").replaceChildren(...data.policies.map((policy) => make("li", { class: "card" },
    make("h3", {}, policy.name, ...(policy.mode === "shadow" ? [badge("failed", "shadow: only tells")] : []), ...(policy.built_in ? [badge("plain", "built in, when none fits")] : [])),
    make("p", {}, make("span", { class: "quiet" }, "for "), policy.match || "every request"),
    make("ul", { class: "chain", "aria-label": "Chain" }, ...policy.chain.map((stage) => make("li", { class: does.has(stage) ? "does" : "" }, stage))),
    make("ul", { class: "chips", "aria-label": "Entities" }, ...policy.entities.split(", ").map((text) => make("li", {}, badge(policy.chain.includes("redact") ? text.split(" ").pop() : "plain", text)))))));
}

// The playground

async function fill() {
  const data = await ask("api/choices");
  const form = $("examine");
  for (const name of ["policy", "key"]) {
    const select = form.elements[name];
    const chosen = select.value;
    while (select.options.length > 1) select.remove(1);
    for (const value of new Set(data[name])) select.append(make("option", { value }, value));
    // Where there are keys, nobody gets through without one.
    select.value = chosen || (name === "key" && data.key[0]) || "";
  }
  $("models").replaceChildren(...data.models.map((value) => make("option", { value })));
  if (!form.elements.model.value) form.elements.model.value = data.models[0] || "";
}

async function examine() {
  const form = new FormData($("examine"));
  const data = await ask("api/examine", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(Object.fromEntries(form)) });
  $("result").hidden = false;
  const marked = [];
  const scalars = Array.from(data.text);
  let at = 0;
  for (const finding of data.findings) {
    if (finding.start < at) continue;
    marked.push(scalars.slice(at, finding.start).join(""));
    marked.push(make("mark", { class: finding.action, title: `${finding.recognizer}, ${finding.score}, ${finding.action}` },
      scalars.slice(finding.start, finding.end).join(""), make("small", {}, finding.type)));
    at = finding.end;
  }
  marked.push(scalars.slice(at).join(""));
  $("result-marked").replaceChildren(...marked);
  $("result-refused").hidden = !data.refused;
  $("result-refused").textContent = data.refused ? "Refused: " + data.refused : "";
  $("result-leaving").textContent = data.refused ? "Nothing. " + data.refused : data.leaving;
  $("result-returning").textContent = data.refused ? "" : data.returning;
  $("result-rows").replaceChildren(...data.findings.map((f) => line([["", f.type], ["", scalars.slice(f.start, f.end).join("")],
    ["recognizer", f.recognizer], ["score", f.score, "number"], ["", badge(f.action)]])));
  $("result-hosts").textContent = data.hosts.length ? "It could go to " + data.hosts.join(", ") + "." : "No host could serve it.";
  $("result-why").textContent = data.why;
}

// Views

const views = { overview, live, log: logView, hosts, policies, playground: fill };
const refreshed = { overview: 5000, hosts: 5000 };

async function show() {
  const [path, query] = location.hash.slice(1).split("?");
  const place = path.split("/");
  const name = Object.hasOwn(views, place[0]) ? place[0] : "overview";
  clearInterval(timer);
  if (source) source.close();
  source = null;
  for (const section of document.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") !== "#" + name) link.removeAttribute("aria-current");
    else {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
      document.title = link.textContent + " · hopguard";
    }
  }
  const draw = async () => {
    try {
      await views[name](place, query);
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
$("live-only").addEventListener("input", () => [...$("live-rows").children].forEach(only));
const onSubmit = (id, act) => $(id).addEventListener("submit", (event) => {
  event.preventDefault();
  act().then(() => say(""), (fault) => say(fault.message));
});
onSubmit("filters", () => log(false));
$("filters").addEventListener("reset", () => {
  if (location.hash === "#log") setTimeout(() => log(false).catch((fault) => say(fault.message)));
  else location.hash = "#log";
});
onSubmit("examine", examine);
$("examine-text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("examine").requestSubmit();
});
$("example").addEventListener("click", () => {
  $("examine-text").value = "Write to Margaret Thornbury (margaret.thornbury@corp.example) that her card 4111 1111 1111 1111 was declined.";
  $("examine").requestSubmit();
});
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
