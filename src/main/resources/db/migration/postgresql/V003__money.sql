-- trace: JSON list of the legs that were tried or passed over
alter table call_logs add column trace text;

-- parts of the counts that may have prices of their own
alter table usage_history add column tokens_cache_creation_1h bigint not null default 0;
alter table usage_history add column tokens_audio_input bigint not null default 0;
alter table usage_history add column tokens_audio_output bigint not null default 0;
alter table usage_history add column tokens_image_input bigint not null default 0;
alter table usage_history add column tokens_image_output bigint not null default 0;

-- one attempt is booked once; lines of older programs have no id
alter table domain_cost_history add column attempt_id text;
create unique index uq_dch_attempt on domain_cost_history (attempt_id);

-- Sums per UTC day, kept up to date with every booked request. dimension: model (key = model id, sub = provider),
-- account (key = connection id) or api_key (key = API key id); empty text where there was none.
create table usage_daily (
    dimension text not null,
    day text collate "C" not null,
    key text not null,
    sub text not null,
    label text,
    requests bigint not null,
    successes bigint not null,
    tokens_input bigint not null,
    tokens_output bigint not null,
    cost_usd double precision not null,
    primary key (dimension, day, key, sub)
);
insert into usage_daily
    select 'model', substr(timestamp, 1, 10), coalesce(model, ''), coalesce(provider, ''), null,
        count(*), sum(case when success then 1 else 0 end), sum(tokens_input), sum(tokens_output),
        sum(coalesce(cost_usd, 0))
    from usage_history group by 2, 3, 4;
insert into usage_daily
    select 'account', substr(timestamp, 1, 10), coalesce(connection_id, ''), '', max(account_name),
        count(*), sum(case when success then 1 else 0 end), sum(tokens_input), sum(tokens_output),
        sum(coalesce(cost_usd, 0))
    from usage_history group by 2, 3;
insert into usage_daily
    select 'api_key', substr(timestamp, 1, 10), coalesce(api_key_id, ''), '', max(api_key_name),
        count(*), sum(case when success then 1 else 0 end), sum(tokens_input), sum(tokens_output),
        sum(coalesce(cost_usd, 0))
    from usage_history group by 2, 3;
