"""Makes chat prompts of our own with exact spans: what people paste into assistants, and much that only looks like it.

A template is text with {slots}. A slot with a type becomes a span; the others are filled and left unlabelled: e-mails,
phone numbers, dates and amounts belong to the pattern recognizers, public knowledge is not personal.
"""
from __future__ import annotations

import json
import re

from chat_templates import CODE, FAMOUS, FAMOUS_ORGS, FAMOUS_PLACES, LANGUAGES, NEGATIVE, PRIVATE, PUBLIC, STRUCTURED, TOPICS, WORKS, WRAPPERS
from corpus import Sample
from invented import Invented

TYPED = {
    "person": ("PERSON", Invented.person), "full": ("PERSON", Invented.full), "first": ("PERSON", Invented.first), "last": ("PERSON", Invented.last),
    "org": ("ORGANIZATION", Invented.org), "place": ("LOCATION", Invented.place), "city": ("LOCATION", Invented.city), "country": ("LOCATION", Invented.country),
    "address": ("ADDRESS", Invented.address), "dob": ("DATE_OF_BIRTH", Invented.birthday), "id": ("ID", Invented.identifier), "user": ("ID", Invented.username),
    "secret": ("SECRET", Invented.secret), "pin": ("SECRET", Invented.pin),
    # Known names in private use are personal all the same.
    "known_city": ("LOCATION", lambda value: value.pick(FAMOUS_PLACES).removeprefix("the ")), "known_org": ("ORGANIZATION", lambda value: value.pick(FAMOUS_ORGS).removeprefix("the ")), "namesake": ("PERSON", lambda value: value.pick(FAMOUS)),
}
PLAIN = {
    "email": Invented.email, "phone": Invented.phone, "date": Invented.date, "time": Invented.time, "amount": Invented.amount, "n": Invented.number, "hash": lambda value: "%08x" % value.dice.getrandbits(32),
    "famous": lambda value: value.pick(FAMOUS), "famous_place": lambda value: value.pick(FAMOUS_PLACES), "famous_org": lambda value: value.pick(FAMOUS_ORGS), "work": lambda value: value.pick(WORKS), "topic": lambda value: value.pick(TOPICS),
    "year": lambda value: str(value.dice.randint(1200, 2024)), "acro": lambda value: value.pick(ACRONYMS), "tool": lambda value: value.pick(TOOLS), "ident": lambda value: value.pick(IDENTIFIERS), "lang": lambda value: value.pick("Python Swift Rust Go Java Kotlin TypeScript C++ Ruby Haskell Bash SQL".split()),
    "mask": lambda value: value.pick(["<PERSON>", "[NAME]", "{{EMAIL}}", "[PHONE_1]", "<EMAIL_ADDRESS_1>", "[REDACTED]", "XXXX", "<LOCATION>", "***"]), "job": lambda value: value.pick("nurse teacher plumber accountant developer lawyer chef driver designer manager dentist electrician".split()),
    "relation": lambda value: value.pick("wife husband son daughter boss neighbour colleague sister brother friend landlord doctor aunt uncle cousin roommate manager therapist client ex grandma mentor".split()),
    "month": lambda value: value.pick("January February March April May June July August September October November December".split()),
    "illness": lambda value: value.pick("asthma diabetes migraine pneumonia depression eczema hypertension ADHD arthritis flu".split()),
}
ACRONYMS = "HR SQL NDA QA API PDF CSV JSON XML HTML CSS HTTP HTTPS TLS SSH DNS TCP UDP VPN CPU GPU RAM SSD USB LED OKR KPI ROI CEO CTO CFO PTO RSU FAQ ETA ASAP FYI TODO UI UX CI CD PR MR SDK IDE ORM CRUD REST SOAP JWT OAuth SSO MFA GDPR HIPAA PII SLA SLO SRE RFC ISO DNA RNA MRI ECG GPA SAT MBA PhD VAT IBAN BIC SWIFT ETF IPO ML AI LLM NLP OCR RAG".split()
TOOLS = "Excel Word PowerPoint Outlook Photoshop Figma Slack Jira Confluence Notion Trello Docker Kubernetes Jenkins Git Postgres MySQL Redis Kafka Terraform Ansible Grafana Prometheus React Vue Angular Django Flask FastAPI Spring Rails Node Express Webpack Vite Pandas NumPy PyTorch TensorFlow Xcode Vim Emacs Linux Ubuntu Windows Android Chrome Firefox Safari Zoom Teams Gmail WordPress Spotify Alexa Siri Ada Julia Ruby Java Swift Scala Maven Gradle Bazel Airflow Spark Hadoop Tableau Salesforce Stripe Nginx Apache Cassandra Mongo Elasticsearch Hugo Jekyll Sketch Celery Jasmine Jest Mocha Cypress Selenium Sentry Splunk Vercel Heroku Oracle".split()
IDENTIFIERS = "userName first_name parseAddress getPerson OrderService CustomerRepository NameError LocationManager PersonView addressLine1 dateOfBirth employee_id passwordHash cityId countryCode orgUnit AliceBlue MarkdownParser FrankWolfe JacksonMapper HiltModule EulerAngles BayesNet FourierTransform DijkstraSearch MonteCarlo MartinDistance LondonTheme OxfordComma".split()
SLOT = re.compile(r"\{(\w+)(?:=(\w+))?\}")


def fill(template: str, value: Invented) -> Sample:
    """Fills every slot; `{first=a}` names a value, and a later `{first=a}` repeats it."""
    text, spans, cursor, kept = "", [], 0, {}
    for found in SLOT.finditer(template):
        text += template[cursor : found.start()]
        cursor = found.end()
        slot, key = found.groups()
        if slot in TYPED:
            kind, make = TYPED[slot]
            filled = kept.get(key) if key else None
            filled = (filled or make(value)).strip()
            if key:
                kept[key] = filled
            spans.append((len(text), len(text) + len(filled), kind))
            text += filled
        elif slot in PLAIN:
            text += PLAIN[slot](value)
        else:
            text += found.group()
    return Sample(text + template[cursor:], spans, "chat")


def shift(sample: Sample, before: str, after: str = "") -> Sample:
    return Sample(before + sample.text + after, [(s + len(before), e + len(before), t) for s, e, t in sample.spans], sample.source)


def table(value: Invented) -> Sample:
    """CSV, TSV, markdown, JSON lines or YAML of people, with columns in any order."""
    columns = {
        "name": "{person}", "full_name": "{full}", "Name": "{full}", "first_name": "{first}", "last_name": "{last}", "customer": "{full}", "employee": "{person}", "patient": "{full}", "owner": "{full}", "assignee": "{full}",
        "dob": "{dob}", "date_of_birth": "{dob}", "birthdate": "{dob}", "DOB": "{dob}", "birth_date": "{dob}", "birthday": "{dob}", "city": "{city}", "location": "{place}", "country": "{country}", "address": "{address}", "street": "{address}",
        "company": "{org}", "employer": "{org}", "organization": "{org}", "school": "{org}", "email": "{email}", "phone": "{phone}", "employee_id": "{id}", "emp_no": "{id}", "customer_id": "{id}", "mrn": "{id}", "passport": "{id}", "account_no": "{id}",
        "member_id": "{id}", "policy_no": "{id}", "username": "{user}", "login": "{user}", "password": "{secret}", "pin": "{pin}", "passcode": "{pin}", "amount": "{amount}", "date": "{date}", "status": "active", "qty": "{n}", "notes": "ok", "hired": "{date}", "tax_id": "{id}", "license_no": "{id}",
    }
    chosen = value.dice.sample(sorted(columns), value.dice.randint(2, 6))
    rows = value.dice.randint(1, 4)
    style = value.pick(["csv", "csv", "semicolon", "tsv", "markdown", "json", "jsonl", "yaml", "quoted", "kv"])
    lines = []
    if style in ("csv", "semicolon", "tsv", "quoted"):
        mark = {"csv": ",", "semicolon": ";", "tsv": "\t", "quoted": '","'}[style]
        edge = '"' if style == "quoted" else ""
        lines = [edge + mark.join(chosen) + edge] + [edge + mark.join(columns[c] for c in chosen) + edge for _ in range(rows)]
    elif style == "markdown":
        lines = ["| " + " | ".join(chosen) + " |", "|" + "---|" * len(chosen)] + ["| " + " | ".join(columns[c] for c in chosen) + " |" for _ in range(rows)]
    elif style == "json":
        body = ",\n".join("  " + json.dumps(c) + ': "' + columns[c] + '"' for c in chosen)
        lines = ["{\n" + body + "\n}"]
    elif style == "jsonl":
        lines = ["{" + ", ".join(json.dumps(c) + ': "' + columns[c] + '"' for c in chosen) + "}" for _ in range(rows)]
    elif style == "yaml":
        lines = ["- " + "\n  ".join(f"{c}: {columns[c]}" for c in chosen) for _ in range(rows)]
    else:
        lines = [value.pick(["{c}: {v}", "{c} = {v}", "{c}={v}", "{c} - {v}"]).replace("{c}", c.replace("_", value.pick([" ", "_"]))).replace("{v}", columns[c]) for c in chosen]
    value.language = value.pick(["en", "en", "en", "de", "fr", "es", "pt", "nl"])
    sample = fill("\n".join(lines), value)
    value.language = "en"
    # An address with a line break would break the row.
    return Sample(sample.text.replace("\r", " "), sample.spans, sample.source)


def one(value: Invented) -> Sample:
    roll = value.dice.random()
    if roll < 0.36:
        sample = fill(value.pick(PRIVATE), value)
    elif roll < 0.46:
        sample = fill(value.pick(STRUCTURED), value)
    elif roll < 0.54:
        sample = table(value)
    elif roll < 0.59:
        sample = fill(value.pick(CODE), value)
    elif roll < 0.71:
        value.language = value.pick(sorted(LANGUAGES))
        sample = fill(value.pick(LANGUAGES[value.language]), value)
        value.language = "en"
    elif roll < 0.88:
        sample = fill(value.pick(NEGATIVE), value)
    else:
        sample = fill(value.pick(PUBLIC), value)
    if value.chance(0.16):
        sample = shift(sample, value.pick(WRAPPERS))
    if value.chance(0.10) and len(sample.text.lower()) == len(sample.text):
        sample = Sample(sample.text.lower(), sample.spans, sample.source)
    if value.chance(0.06) and sample.text[-1:] in ".?!":
        sample = Sample(sample.text[:-1], sample.spans, sample.source)
    return sample


def generate(count: int, seed: int) -> list[Sample]:
    value = Invented(seed)
    return [one(value) for _ in range(count)]
