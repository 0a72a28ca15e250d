package io.omniroute.persistence;

import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.domain.usage.UsageRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A booked request, for reading only: {@link UsageTable} writes. The time stays text here, because the sums per minute
 * group by a part of it.
 */
@Entity
@Immutable
@Table(name = "usage_history")
@NamedQuery(name = "UsageRow.newest", query = "select u from UsageRow u where u.id < :before order by u.id desc")
@NamedQuery(name = "UsageRow.totals", query = "select '', '', " + UsageRow.SUMS + UsageRow.SINCE)
@NamedQuery(name = "UsageRow.byProvider", query = "select coalesce(u.provider, ''), '', " + UsageRow.SUMS
        + UsageRow.SINCE + " group by coalesce(u.provider, '')")
@NamedQuery(name = "UsageRow.byModel", query = "select concat(coalesce(u.model, ''), ' (', coalesce(u.provider, ''), ')'), '', "
        + UsageRow.SUMS
        + UsageRow.SINCE + " group by coalesce(u.model, ''), coalesce(u.provider, '')")
@NamedQuery(name = "UsageRow.byAccount", query = "select coalesce(u.connectionId, ''), max(u.accountName), "
        + UsageRow.SUMS + UsageRow.SINCE + " group by coalesce(u.connectionId, '')")
@NamedQuery(name = "UsageRow.byApiKey", query = "select coalesce(u.apiKeyId, ''), max(u.apiKeyName), " + UsageRow.SUMS
        + UsageRow.SINCE + " group by coalesce(u.apiKeyId, '')")
@NamedQuery(name = "UsageRow.perMinute", query = "select substring(u.timestamp, 1, 16), '', " + UsageRow.SUMS
        + UsageRow.SINCE + " and u.timestamp < :until group by substring(u.timestamp, 1, 16)")
class UsageRow {
    static final String SUMS = "count(u), coalesce(sum(u.tokensInput), 0), coalesce(sum(u.tokensOutput), 0),"
            + " coalesce(sum(u.costUsd), 0.0)";
    static final String SINCE = " from UsageRow u where u.timestamp >= :since";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;
    @Nullable
    String provider;
    @Nullable
    String model;
    @Nullable
    @Column(name = "connection_id")
    String connectionId;
    @Nullable
    @Column(name = "account_name")
    String accountName;
    @Nullable
    @Column(name = "api_key_id")
    String apiKeyId;
    @Nullable
    @Column(name = "api_key_name")
    String apiKeyName;
    @Column(name = "tokens_input")
    long tokensInput;
    @Column(name = "tokens_output")
    long tokensOutput;
    @Column(name = "tokens_cache_read")
    long tokensCacheRead;
    @Column(name = "tokens_cache_creation")
    long tokensCacheCreation;
    @Column(name = "tokens_reasoning")
    long tokensReasoning;
    @Column(name = "tokens_cache_creation_1h")
    long tokensHourWrite;
    @Column(name = "tokens_audio_input")
    long tokensAudioInput;
    @Column(name = "tokens_audio_output")
    long tokensAudioOutput;
    @Column(name = "tokens_image_input")
    long tokensImageInput;
    @Column(name = "tokens_image_output")
    long tokensImageOutput;
    @Nullable
    String status;
    boolean success;
    @Nullable
    @Column(name = "latency_ms")
    Long latencyMs;
    @Nullable
    @Column(name = "ttft_ms")
    Long ttftMs;
    @Nullable
    @Column(name = "http_status")
    Integer httpStatus;
    @Nullable
    @Column(name = "error_code")
    String errorCode;
    boolean estimated;
    @Nullable
    @Column(name = "cost_usd")
    Double costUsd;
    boolean unpriced;
    @Nullable
    @Column(name = "request_type")
    String requestType;
    @Nullable
    @Column(name = "request_id")
    String requestId;
    @Nullable
    @Column(name = "combo_name")
    String comboName;
    String timestamp = "";

    UsageRecord toDomain() {
        return new UsageRecord(id, new UsageEntry(Instant.parse(timestamp), or(requestId, ""), or(provider, ""),
                or(model, ""), connectionId, accountName, apiKeyId, apiKeyName, tokens(), Money.usd(costUsd), unpriced,
                or(status, success ? UsageEntry.OK : UsageEntry.ERROR), success, or(latencyMs, 0L), ttftMs,
                or(httpStatus, 0), errorCode, or(requestType, "chat"), comboName));
    }

    private TokenUsage tokens() {
        return new TokenUsage(tokensInput, tokensOutput, tokensCacheRead, tokensCacheCreation, tokensReasoning,
                estimated, new TokenUsage.Detail(tokensHourWrite, tokensAudioInput, tokensAudioOutput, tokensImageInput,
                        tokensImageOutput));
    }

    /** Rows of the reference product lack what it did not know. */
    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
