CREATE TABLE IF NOT EXISTS synctera_api_keys (
    digest TEXT PRIMARY KEY,
    tenant TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS synctera_bulk_configurations (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL,
    configuration TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS synctera_idempotency_keys (
    tenant TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    configuration_id TEXT NOT NULL REFERENCES synctera_bulk_configurations,
    PRIMARY KEY (tenant, idempotency_key)
);
