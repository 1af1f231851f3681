"""Invented values that fill the chat templates: people, places, companies, addresses, birthdays, identifiers, secrets."""
from __future__ import annotations

import random
import string

from faker import Faker

LOCALES = [
    "en_US", "en_US", "en_US", "en_GB", "en_GB", "en_IN", "en_AU", "en_CA", "en_IE", "de_DE", "de_DE", "de_AT", "fr_FR", "fr_FR", "es_ES", "es_ES", "es_MX", "es_CO", "it_IT",
    "pt_BR", "pt_PT", "nl_NL", "nl_NL", "pl_PL", "cs_CZ", "sv_SE", "da_DK", "no_NO", "fi_FI", "tr_TR", "ro_RO", "hu_HU", "hr_HR", "sl_SI", "id_ID", "vi_VN", "zu_ZA", "en_NZ",
]
ROMANISED_FIRST = (
    "Wei Jing Li Xiaoming Yuki Haruto Sakura Kenji Min-jun Ji-woo Seo-yeon Hyun Arjun Priya Rohan Ananya Vikram Lakshmi Fatima Omar Aisha Yusuf Khalid Layla Amina Ibrahim Zainab "
    "Chidi Ngozi Kwame Ama Thabo Sipho Nomsa Tariro Olga Dmitri Svetlana Alexei Natalia Ivan Oksana Taras Nguyen Linh Minh Thuy Anh Siti Budi Dewi Putri Ahmad Nurul Mei Jun Hiroshi "
    "Tatiana Bogdan Mihai Zoltan Ilse Sanne Joost Femke Anneke Bas Maartje Thijs Søren Freja Astrid Lars Ingrid Bjørn Eero Aino Nikos Eleni Dimitra Kostas Ayşe Mehmet Elif Emre"
).split()
ROMANISED_LAST = (
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Kim Lee Park Choi Jung Tanaka Suzuki Watanabe Yamamoto Nakamura Sharma Patel Singh Gupta Kumar Reddy Iyer Nair Khan Ahmed Hassan Ali "
    "Mahmoud Haddad Nasser Rahman Okafor Adeyemi Mensah Boateng Dlamini Nkosi Moyo Ivanov Petrova Smirnov Kuznetsova Volkov Kovalenko Shevchenko Tran Pham Le Hoang Nguyen Wijaya Santoso "
    "Popescu Ionescu Horvath Nagy de~Vries van~den~Berg Jansen Bakker Visser van~Dijk Nielsen Hansen Eriksson Lindqvist Virtanen Korhonen Papadopoulos Yilmaz Demir O'Brien O'Connor "
    "McAllister MacDonald St.~John Al-Sayed el-Masri Ben~Ali Abu~Bakr da~Silva dos~Santos di~Marco de~la~Cruz Le~Goff von~Hagen zu~Reichenau"
).split()
WORD_FIRST = "Will Mark Grace May April June Rose Bill Hope Art Drew Chase Hunter Faith Joy Dawn Summer River Skye Ivy Iris Violet Jasmine Pearl Ruby Crystal Frank Rich Jack Pat Sandy Robin Rusty Guy Max Christian Dean Grant Lance Miles Penny Olive Heath Cliff Ray Rob Sue Gene Jean Angel Paris London Chelsea Brooklyn Georgia Carolina Florence Sydney Jordan Israel Austin Dallas Houston Sierra".split()
WORD_LAST = "Young Black White Green Brown Baker Cook Page Price Rice Stone Wood Woods Field Hill Lake Forest Banks Bush King Knight Bishop Pope Day Winter Summers Love Power Strong Long Short Best Moon Fox Wolf Bird Fish Bell Gates Jobs Case Park Marsh Mason Porter Hunter Fisher Carter Sharp Swift Hardy Rich Small Little Noble Savage Singer Temple West North England Ireland Holland".split()
STEMS = "Nova Lumen Bright Clear Blue Red Green Silver North South West East Summit Harbor Vertex Quantum Solar Delta Omni Terra Aero Cedar Maple Granite Falcon Orbit Cobalt Ember Hazel Juniper Kestrel Mercer Nimbus Onyx Pinnacle Quill Raven Sable Tidal Umbra Vivid Willow Zephyr Arc Beacon Crest Drift Echo Forge Glide Hollow Iron Jade Keel Loom Mint Nexa Opal Pivot Rook Slate Thorn Velo Wren Zeta Fab Grid Lex Medi Agri Bio Cryo Data Eco Fin".split()
TAILS = "path ware line works labs soft field gate port stone wave point bridge leaf mark light core stream hub craft base flow logic net tech grid mind peak dale wood land crest shore vault forge ix ora ium ava eon ify ly io".split()
TRADES = "Consulting Logistics Robotics Biotech Solutions Partners Capital Foods Dental Studios Media Energy Systems Insurance Holdings Ventures Construction Textiles Pharma Motors Airlines Analytics Software Services Group Industries Marketing Design Realty Advisors Security Health Farms Brewing Bakery Plumbing Transport Shipping Packaging".split()
FORMS = "Inc|Inc.|LLC|Ltd|Ltd.|GmbH|AG|SE|S.A.|SARL|S.L.|B.V.|NV|Oy|AB|A/S|ApS|Pty Ltd|plc|Corp|Corp.|Co.|& Co|KG|e.V.|S.p.A.|Lda|Limitada|Pvt Ltd".split("|")
STREETS_DE = "Hauptstraße Bahnhofstr. Lindenallee Goethestraße Schillerplatz Am~Markt Gartenweg Bergstraße Kirchgasse Rosenweg Mozartstr. Friedrichstraße".split()
STREETS_FR = "rue~de~la~Paix|avenue~Victor~Hugo|boulevard~Saint-Michel|place~de~la~République|rue~des~Lilas|chemin~du~Moulin|impasse~des~Roses|quai~de~Jemmapes".split("|")
STREETS_ES = "Calle~Mayor|Avenida~de~la~Constitución|Plaza~España|Calle~del~Sol|Paseo~de~Gracia|C/~Alcalá|Camino~Real".split("|")
STREETS_PT = "Rua~das~Flores|Avenida~Paulista|Travessa~do~Carmo|Rua~Augusta|Praça~da~Liberdade|Av.~Brasil".split("|")
STREETS_NL = "Dorpsstraat Kerkstraat Prinsengracht Molenweg Schoolstraat Stationsplein Lindelaan".split()
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
}
LANGUAGE_LOCALES = {"de": ["de_DE", "de_AT"], "fr": ["fr_FR"], "es": ["es_ES", "es_MX", "es_CO"], "pt": ["pt_BR", "pt_PT"], "nl": ["nl_NL"]}
SECRET_WORDS = "sunshine dragon coffee tiger london monkey garden summer winter qwerty shadow falcon purple banana rocket silver hunter pepper cheese guitar mustang welcome letmein pancake thunder biscuit maple orchid pirate lantern walrus".split()


class Invented:
    """A dice with a memory of locales; one seed gives one sequence of values."""

    def __init__(self, seed: int):
        self.dice = random.Random(seed)
        self.fakers = {name: Faker(name) for name in sorted(set(LOCALES))}
        for number, name in enumerate(self.fakers):
            self.fakers[name].seed_instance(seed * 100 + number)
        self.language = "en"

    def pick(self, items):
        return self.dice.choice(items)

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def fake(self) -> Faker:
        if self.language in LANGUAGE_LOCALES and self.chance(0.8):
            return self.fakers[self.pick(LANGUAGE_LOCALES[self.language])]
        return self.fakers[self.pick(LOCALES)]

    def first(self) -> str:
        roll = self.dice.random()
        if roll < 0.22:
            return self.pick(ROMANISED_FIRST)
        if roll < 0.32:
            return self.pick(WORD_FIRST)
        return self.fake().first_name()

    def last(self) -> str:
        roll = self.dice.random()
        if roll < 0.25:
            return self.pick(ROMANISED_LAST).replace("~", " ")
        if roll < 0.33:
            return self.pick(WORD_LAST)
        return self.fake().last_name()

    def person(self) -> str:
        roll = self.dice.random()
        first, last = self.first(), self.last()
        if roll < 0.70:
            return f"{first} {last}"
        if roll < 0.76:
            return f"{first} {self.pick(string.ascii_uppercase)}. {last}"
        if roll < 0.80:
            return f"{first[0]}. {last}"
        if roll < 0.84:
            return f"{first} {self.first()} {last}"
        if roll < 0.88:
            return f"{first} {last}-{self.last()}"
        if roll < 0.92:
            return f"{last}, {first}"
        if roll < 0.96:
            return first
        return f"{first} {last}".upper()

    def full(self) -> str:
        return f"{self.first()} {self.last()}"

    def city(self) -> str:
        return self.fake().city()

    def country(self) -> str:
        return self.fake().country()

    def place(self) -> str:
        return self.country() if self.chance(0.2) else self.city()

    def org(self) -> str:
        roll = self.dice.random()
        name = self.pick(STEMS) + self.pick(TAILS) if self.chance(0.5) else f"{self.pick(STEMS)} {self.pick(STEMS)}"
        if roll < 0.18:
            return name
        if roll < 0.38:
            return f"{name} {self.pick(TRADES)}"
        if roll < 0.52:
            return f"{name} {self.pick(FORMS)}"
        if roll < 0.60:
            return f"{self.last()} {self.pick(['&', 'and', '+'])} {self.pick([self.last(), 'Sons', 'Partners', 'Co.'])}"
        if roll < 0.66:
            return self.pick(["University of {}", "{} University", "{} General Hospital", "St. {} Hospital", "{} Elementary School", "{} High School", "Bank of {}", "{} Savings Bank", "{} City Council", "{} Police Department", "Klinikum {}", "Universität {}", "{} FC"]).format(self.city())
        if roll < 0.70:
            return "".join(self.pick(string.ascii_uppercase) for _ in range(self.dice.randint(3, 4))) + " " + self.pick(TRADES + FORMS)
        return self.fake().company()

    def address(self) -> str:
        number = str(self.dice.randint(1, 240)) + (self.pick(["", "", "", "a", "b", "-" + str(self.dice.randint(2, 9))]))
        zip5 = f"{self.dice.randint(1000, 99999):05d}"
        city = self.city()
        if self.language == "de":
            text = f"{self.pick(STREETS_DE)} {number}"
            return self.pick([text, f"{text}, {zip5} {city}", f"{text}, {city}", f"{text}\n{zip5} {city}"]).replace("~", " ")
        if self.language == "fr":
            text = f"{number}{self.pick([',', '', ' bis'])} {self.pick(STREETS_FR)}"
            return self.pick([text, f"{text}, {zip5} {city}", f"{text}, {city}"]).replace("~", " ")
        if self.language == "es":
            text = f"{self.pick(STREETS_ES)}{self.pick([',', '', ' nº'])} {number}"
            return self.pick([text, f"{text}, {zip5} {city}", f"{text}, {self.dice.randint(1, 9)}º B, {city}"]).replace("~", " ")
        if self.language == "pt":
            text = f"{self.pick(STREETS_PT)}, {number}"
            return self.pick([text, f"{text}, {city}", f"{text}, {zip5}-{self.dice.randint(100, 999)} {city}", f"{text}, apto {self.dice.randint(11, 190)}"]).replace("~", " ")
        if self.language == "nl":
            text = f"{self.pick(STREETS_NL)} {number}"
            code = f"{self.dice.randint(1000, 9999)} {self.pick(['AB', 'KL', 'XZ', 'HM'])}"
            return self.pick([text, f"{text}, {code} {city}", f"{text} in {city}" if self.chance(0.2) else f"{text}, {city}"])
        roll = self.dice.random()
        if roll < 0.3:
            street = f"{number} {self.pick([self.last(), self.pick(WORD_LAST), 'Oak', 'Maple', 'Church', 'Mill', 'High', 'Station', 'Park', '5th', '42nd', 'Elm'])} {self.pick('Street St St. Road Rd Avenue Ave Ave. Lane Ln Drive Dr Court Ct Way Blvd Close Terrace Crescent Place'.split())}"
            extra = self.pick(["", "", "", f" Apt {self.dice.randint(1, 90)}", f", Apt. {self.dice.randint(1, 9)}{self.pick('ABCD')}", f", Flat {self.dice.randint(1, 60)}", f" #{self.dice.randint(100, 900)}", f", Unit {self.dice.randint(1, 60)}"])
            rest = self.pick(["", "", f", {city}", f", {city}, {self.pick('TX CA NY WA IL OH'.split())} {zip5}", f", {city} {zip5}", f"\n{city}, {self.pick('TX CA NY WA IL OH'.split())} {zip5}"])
            return street + extra + rest
        if roll < 0.34:
            return self.pick(["P.O. Box {}", "PO Box {}", "Postfach {}"]).format(self.dice.randint(10, 9999))
        return self.fake().address().replace("\n", self.pick(["\n", ", ", ", "]))

    def birthday(self) -> str:
        year, month, day = self.dice.randint(1930, 2012), self.dice.randint(1, 12), self.dice.randint(1, 28)
        names = MONTHS[self.language]
        name, short = names[month - 1], names[month - 1][:3]
        by_language = {
            "de": [f"{day}. {name} {year}", f"{day:02d}.{month:02d}.{year}", f"{day}.{month}.{year}", f"{day:02d}.{month:02d}.{year % 100:02d}"],
            "fr": [f"{day} {name} {year}", f"{day:02d}/{month:02d}/{year}", f"1er {name} {year}"],
            "es": [f"{day} de {name} de {year}", f"{day:02d}/{month:02d}/{year}", f"{day}-{month}-{year}"],
            "pt": [f"{day} de {name} de {year}", f"{day:02d}/{month:02d}/{year}"],
            "nl": [f"{day} {name} {year}", f"{day:02d}-{month:02d}-{year}"],
        }
        ordinal = f"{day}{'th' if 10 < day < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"
        english = [
            f"{month:02d}/{day:02d}/{year}", f"{month}/{day}/{year % 100:02d}", f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d}", f"{year}-{month:02d}-{day:02d}", f"{day:02d}.{month:02d}.{year}",
            f"{day:02d}-{month:02d}-{year}", f"{name} {day}, {year}", f"{short} {day}, {year}", f"{short} {day} {year}", f"{day} {name} {year}", f"{day} {short} {year}", f"{day:02d}-{short}-{year}", f"{ordinal} of {name} {year}",
            f"{ordinal} {name} {year}", f"{name} {ordinal}, {year}", f"{name} {ordinal} {year}", f"{year}/{month:02d}/{day:02d}", f"{year}{month:02d}{day:02d}", f"{day:02d}{month:02d}{year}", f"{month:02d}-{day:02d}-{year}", f"{day} {month} {year}",
            f"{year}.{month:02d}.{day:02d}", f"{day}. {short}. {year}", f"{name} {year}", f"{ordinal} of {name}, {year}",
        ]
        return self.pick(by_language.get(self.language, english) if self.chance(0.8) else english)

    def day_month(self) -> str:
        day, name = self.dice.randint(1, 28), self.pick(MONTHS["en"])
        return self.pick([f"{name} {day}", f"{day} {name}", f"{name} {day}th", f"the {day}th of {name}"])

    def date(self) -> str:
        year, month, day = self.dice.randint(2015, 2029), self.dice.randint(1, 12), self.dice.randint(1, 28)
        names = MONTHS[self.language]
        return self.pick([f"{year}-{month:02d}-{day:02d}", f"{day:02d}.{month:02d}.{year}", f"{month:02d}/{day:02d}/{year}", f"{names[month - 1]} {day}, {year}", f"{day} {names[month - 1]}", f"{day} {names[month - 1]} {year}", f"{month}/{day}"])

    def time(self) -> str:
        return f"{self.dice.randint(0, 23):02d}:{self.dice.randint(0, 59):02d}"

    def digits(self, count: int) -> str:
        return "".join(self.pick(string.digits) for _ in range(count))

    def letters(self, count: int) -> str:
        return "".join(self.pick(string.ascii_uppercase) for _ in range(count))

    def identifier(self) -> str:
        shapes = [
            lambda: self.digits(self.dice.randint(5, 11)), lambda: self.digits(self.dice.randint(6, 9)), lambda: self.letters(2) + self.digits(7), lambda: self.letters(1) + self.digits(8), lambda: self.letters(2) + "-" + self.digits(6),
            lambda: self.letters(1) + "-" + self.digits(6), lambda: f"{self.digits(4)} {self.digits(4)} {self.digits(4)}", lambda: f"{self.digits(3)}-{self.digits(2)}-{self.digits(4)}", lambda: f"{self.letters(3)}-{self.digits(4)}-{self.digits(3)}",
            lambda: self.letters(3) + self.digits(3) + self.letters(2), lambda: self.letters(2) + self.digits(2) + " " + self.letters(3), lambda: f"{self.digits(5)}/{self.digits(2)}/{self.digits(1)}", lambda: f"#{self.digits(6)}",
            lambda: f"{self.pick('EMP CUST PAT ACC MRN STU POL REF USR INV CASE MEM'.split())}{self.pick(['-', '', '_'])}{self.digits(self.dice.randint(4, 7))}", lambda: f"{self.digits(2)} {self.digits(6)} {self.letters(1)} {self.digits(3)}",
            lambda: f"{self.letters(1)}{self.digits(2)}.{self.digits(3)}.{self.digits(3)}", lambda: f"{self.digits(3)} {self.digits(3)} {self.digits(3)}", lambda: self.letters(2).lower() + self.digits(6), lambda: f"{self.letters(1)}-{self.letters(2)} {self.digits(4)}",
            lambda: f"{self.digits(9)}{self.letters(1)}", lambda: f"{self.digits(2)}-{self.digits(7)}", lambda: self.letters(6), lambda: "".join(self.pick(string.ascii_uppercase + string.digits) for _ in range(self.dice.randint(6, 10))),
        ]
        return self.pick(shapes)()

    def username(self) -> str:
        first, last = self.first().lower().split()[0].strip("."), self.last().lower().split()[-1]
        number = self.dice.randint(1, 9999)
        return self.pick([f"{first}{number}", f"{first[0]}{last}", f"{first}.{last}", f"{first}_{last}", f"{first}{last}{number % 100}", f"{last}{first[0]}", f"{self.pick(SECRET_WORDS)}_{first}", f"{self.pick(SECRET_WORDS)}{number}", f"{first}-{last}", f"x{last}x{number % 100}"])

    def secret(self) -> str:
        word, other = self.pick(SECRET_WORDS), self.pick(SECRET_WORDS)
        number, mark = self.dice.randint(1, 9999), self.pick("!@#$%&*?_-+.")
        alphabet = string.ascii_letters + string.digits + "!@#$%^&*-_+="
        shapes = [
            lambda: f"{word.title()}{number}{mark}", lambda: f"{word}{number}", lambda: f"{word.title()}{other.title()}{number}", lambda: f"{word}-{other}-{number}", lambda: f"{word}{mark}{number}", lambda: f"P@ss{word}{number % 100}", lambda: f"{word.replace('e', '3').replace('o', '0').replace('a', '@')}{number % 100}{mark}",
            lambda: "".join(self.pick(alphabet) for _ in range(self.dice.randint(8, 18))), lambda: "".join(self.pick(string.ascii_letters + string.digits) for _ in range(self.dice.randint(8, 14))), lambda: f"{word} {other} {self.pick(SECRET_WORDS)} {self.pick(SECRET_WORDS)}", lambda: f"{self.first()}{self.dice.randint(1950, 2020)}{self.pick(['', '!', '#'])}",
        ]
        return self.pick(shapes)()

    def pin(self) -> str:
        return self.digits(self.pick([4, 4, 4, 6, 6, 5, 8]))

    def email(self) -> str:
        return f"{self.username()}@{self.pick(['example.com', 'corp.example', 'mail.example', 'acme.example', 'gmail.com', 'outlook.com', 'web.de'])}"

    def phone(self) -> str:
        return self.fake().phone_number()

    def amount(self) -> str:
        return self.pick(["${}", "{} EUR", "€{}", "{} dollars", "£{}", "{}k"]).format(self.dice.randint(5, 99999))

    def number(self) -> str:
        return str(self.dice.randint(1, 9999))
