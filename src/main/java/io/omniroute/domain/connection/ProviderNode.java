package io.omniroute.domain.connection;

import java.time.Instant;

/**
 * A compatible endpoint a user defined; its id acts as a provider id.
 *
 * @param prefix first part of the model names that go there, for example {@code mo} in {@code mo/gpt-5}
 * @param baseUrl without a trailing slash
 */
public record ProviderNode(String id, NodeType type, String name, String prefix, String baseUrl, Instant createdAt,
        Instant updatedAt) {}
