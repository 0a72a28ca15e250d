-- Models that rest on one account; a row is one lock, written behind the request path (40 section 5).
create table domain_model_locks (
    provider text not null,
    connection_id text not null,
    model text not null,
    locked_until text not null,
    backoff_level integer not null default 0,
    repeats integer not null default 0,
    status integer not null default 0,
    reason text not null,
    error text not null default '',
    since text not null,
    primary key (provider, connection_id, model)
);
