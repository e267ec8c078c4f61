CREATE TABLE IF NOT EXISTS instantcard_organizations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    settings TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS instantcard_users (
    id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    email TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    settings TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS instantcard_tokens (
    digest TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES instantcard_users,
    expires_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS instantcard_shipping_providers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents >= 0)
);

CREATE TABLE IF NOT EXISTS instantcard_available_providers (
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    shipping_provider_id INTEGER NOT NULL REFERENCES instantcard_shipping_providers,
    PRIMARY KEY (organization_id, shipping_provider_id)
);

CREATE TABLE IF NOT EXISTS instantcard_templates (
    id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    name TEXT NOT NULL,
    orientation TEXT NOT NULL CHECK (orientation IN ('landscape', 'portrait')),
    colour TEXT NOT NULL,
    cents_per_copy INTEGER NOT NULL CHECK (cents_per_copy >= 0)
);

CREATE TABLE IF NOT EXISTS instantcard_template_fields (
    template_id INTEGER NOT NULL REFERENCES instantcard_templates,
    position INTEGER NOT NULL,
    token TEXT NOT NULL,
    legacy_token TEXT NOT NULL,
    label TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('text', 'date', 'barcode', 'qr_code', 'image')),
    prominent INTEGER NOT NULL CHECK (prominent IN (0, 1)),
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (template_id, token)
);

CREATE TABLE IF NOT EXISTS instantcard_cards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    template_id INTEGER NOT NULL REFERENCES instantcard_templates,
    finalized INTEGER NOT NULL DEFAULT 0 CHECK (finalized IN (0, 1)),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    search_text TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS instantcard_card_values (
    card_id INTEGER NOT NULL REFERENCES instantcard_cards,
    token TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (card_id, token)
);

CREATE TABLE IF NOT EXISTS instantcard_contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    full_name TEXT NOT NULL,
    email TEXT NOT NULL,
    alt_email TEXT,
    phone_number TEXT,
    alt_phone_number TEXT
);

CREATE TABLE IF NOT EXISTS instantcard_addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    contact_id INTEGER REFERENCES instantcard_contacts ON DELETE SET NULL,
    organization_name TEXT,
    label TEXT,
    "primary" INTEGER NOT NULL DEFAULT 0 CHECK ("primary" IN (0, 1)),
    address1 TEXT NOT NULL,
    address2 TEXT,
    city TEXT NOT NULL,
    state TEXT NOT NULL,
    zip_code TEXT NOT NULL,
    country TEXT NOT NULL
);

-- A one-off address belongs to its job alone. A submitted job keeps its own copy of the address,
-- of the charge and of its cards' values: none changes when the original does. It is printed once
-- the time is prints_at; nothing is written then.
CREATE TABLE IF NOT EXISTS instantcard_print_jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1)),
    address_id INTEGER,
    one_off_address TEXT,
    submitted_address TEXT,
    shipping_provider_id INTEGER REFERENCES instantcard_shipping_providers,
    number_of_copies INTEGER NOT NULL CHECK (number_of_copies > 0),
    charge TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    submitted_at TEXT,
    prints_at TEXT,
    CHECK ((status = 1) = (submitted_at IS NOT NULL)),
    CHECK ((status = 1) = (prints_at IS NOT NULL))
);

CREATE TABLE IF NOT EXISTS instantcard_print_job_cards (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    print_job_id INTEGER NOT NULL REFERENCES instantcard_print_jobs,
    card_id INTEGER NOT NULL REFERENCES instantcard_cards,
    submitted_values TEXT,
    UNIQUE (print_job_id, card_id)
);

-- The ledger. Its sum is the balance; rows are only ever added, and one charge per print job.
CREATE TABLE IF NOT EXISTS instantcard_transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id INTEGER NOT NULL REFERENCES instantcard_organizations,
    cents INTEGER NOT NULL CHECK (cents <> 0),
    sub_type TEXT NOT NULL,
    description TEXT NOT NULL,
    items TEXT NOT NULL,
    print_job_id INTEGER UNIQUE REFERENCES instantcard_print_jobs,
    created_at TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS instantcard_cards_of
    ON instantcard_cards (organization_id, deleted, id);
CREATE INDEX IF NOT EXISTS instantcard_print_jobs_of
    ON instantcard_print_jobs (organization_id, id);
CREATE INDEX IF NOT EXISTS instantcard_jobs_with_card
    ON instantcard_print_job_cards (card_id);
CREATE INDEX IF NOT EXISTS instantcard_addresses_of
    ON instantcard_addresses (organization_id, id);
CREATE INDEX IF NOT EXISTS instantcard_contacts_of
    ON instantcard_contacts (organization_id, id);
CREATE INDEX IF NOT EXISTS instantcard_transactions_of
    ON instantcard_transactions (organization_id, id);
