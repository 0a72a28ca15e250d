-- Times are ISO-8601 UTC text with milliseconds unless a comment says epoch ms; booleans are 0/1; lists and maps JSON text.

create table db_meta (
    key text not null primary key,
    value text
);

create table provider_connections (
    id text not null primary key,
    provider text not null,
    auth_type text,
    name text,
    display_name text,
    email text,
    priority integer not null default 0,
    global_priority integer,
    is_active integer not null default 1,
    access_token text,
    refresh_token text,
    id_token text,
    api_key text,
    expires_at text,
    token_expires_at text,
    expires_in integer,
    token_type text,
    scope text,
    project_id text,
    default_model text,
    test_status text default 'unknown',
    error_code text,
    last_error text,
    last_error_at text,
    last_error_type text,
    last_error_source text,
    last_tested text,
    last_health_check_at text,
    health_check_interval integer,
    backoff_level integer not null default 0,
    rate_limited_until text,
    rate_limit_protection integer not null default 0,
    consecutive_use_count integer not null default 0,
    last_used_at text,
    provider_specific_data text,
    terms_accepted_at text,
    quota_window_until text,
    created_at text not null,
    updated_at text not null
);
create index idx_pc_provider on provider_connections (provider);
create index idx_pc_active on provider_connections (is_active);
create index idx_pc_priority on provider_connections (provider, priority);
create unique index uq_pc_oauth_email on provider_connections (provider, email) where auth_type = 'oauth';
create unique index uq_pc_apikey_name on provider_connections (provider, name) where auth_type = 'apikey';

create table provider_nodes (
    id text not null primary key,
    type text not null,
    name text not null,
    prefix text unique,
    api_type text,
    base_url text,
    created_at text not null,
    updated_at text not null
);

create table combos (
    id text not null primary key,
    name text not null unique,
    data text not null,
    created_at text not null,
    updated_at text not null
);

create table api_keys (
    id text not null primary key,
    name text not null,
    key text not null unique,
    key_secret text,
    key_preview text,
    machine_id text,
    is_active integer not null default 1,
    no_log integer not null default 0,
    manage integer not null default 0,
    cloud integer not null default 0,
    allowed_models text,
    expires_at text,
    last_used_at text,
    created_at text not null
);

create table key_value (
    namespace text not null,
    key text not null,
    value text not null,
    primary key (namespace, key)
);

create table usage_history (
    id integer primary key autoincrement,
    provider text,
    model text,
    connection_id text,
    account_name text,
    api_key_id text,
    api_key_name text,
    tokens_input integer not null default 0,
    tokens_output integer not null default 0,
    tokens_cache_read integer not null default 0,
    tokens_cache_creation integer not null default 0,
    tokens_reasoning integer not null default 0,
    status text,
    success integer not null default 1,
    latency_ms integer,
    ttft_ms integer,
    http_status integer,
    error_code text,
    estimated integer not null default 0,
    cost_usd real,
    unpriced integer not null default 0,
    request_type text default 'chat',
    request_id text,
    combo_name text,
    timestamp text not null
);
create index idx_uh_timestamp on usage_history (timestamp);
create index idx_uh_provider on usage_history (provider);
create index idx_uh_model on usage_history (model);
create index idx_uh_key_timestamp on usage_history (api_key_id, timestamp);
create index idx_uh_connection_timestamp on usage_history (connection_id, timestamp);

create table call_logs (
    id text not null primary key,
    timestamp text not null,
    method text,
    path text,
    status integer,
    model text,
    requested_model text,
    provider text,
    account text,
    connection_id text,
    duration integer,
    tokens_in integer,
    tokens_out integer,
    source_format text,
    target_format text,
    api_key_id text,
    api_key_name text,
    combo_name text,
    request_body text,
    response_body text,
    error text,
    request_id text,
    artifact_path text
);
create index idx_cl_timestamp on call_logs (timestamp);
create index idx_cl_status on call_logs (status);
create index idx_cl_request on call_logs (request_id);

create table proxy_logs (
    id text not null primary key,
    timestamp text,
    status text,
    proxy_type text,
    proxy_host text,
    proxy_port integer,
    level text,
    level_id text,
    provider text,
    target_url text,
    public_ip text,
    latency_ms integer,
    error text,
    connection_id text,
    combo_id text,
    account text
);

create table audit_log (
    id integer primary key autoincrement,
    timestamp text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    action text not null,
    actor text not null default 'system',
    target text,
    details text,
    ip_address text,
    request_id text,
    result text
);
create index idx_al_timestamp on audit_log (timestamp);
create index idx_al_action on audit_log (action);

create table semantic_cache (
    id text not null primary key,
    signature text not null unique,
    model text not null,
    prompt_hash text not null,
    response text not null,
    tokens_saved integer not null default 0,
    hit_count integer not null default 0,
    created_at text,
    expires_at text not null,
    api_key_id text
);
create index idx_sc_signature on semantic_cache (signature);
create index idx_sc_model on semantic_cache (model);
create index idx_sc_expires on semantic_cache (expires_at);

create table domain_fallback_chains (
    model text not null primary key,
    chain text not null,
    name text
);

create table domain_budgets (
    api_key_id text not null primary key,
    daily_limit_usd real not null,
    weekly_limit_usd real not null default 0,
    monthly_limit_usd real not null default 0,
    warning_threshold real not null default 0.8
);

-- timestamp: epoch ms
create table domain_cost_history (
    id integer primary key autoincrement,
    api_key_id text not null,
    cost real not null,
    timestamp integer not null
);
create index idx_dch_key on domain_cost_history (api_key_id);
create index idx_dch_timestamp on domain_cost_history (timestamp);

-- attempts: list of epoch ms; locked_until: epoch ms
create table domain_lockout_state (
    identifier text not null primary key,
    attempts text not null,
    locked_until integer
);

-- last_failure_time: epoch ms
create table domain_circuit_breakers (
    name text not null primary key,
    state text not null default 'CLOSED',
    failure_count integer not null default 0,
    last_failure_time integer,
    options text
);
