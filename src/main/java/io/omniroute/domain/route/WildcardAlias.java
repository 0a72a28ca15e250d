package io.omniroute.domain.route;

/**
 * A model alias for every name that matches a pattern (40 section 1).
 *
 * @param pattern with {@code *} and {@code ?}
 * @param target a model name; {@code *}{@code /model} = any provider that has the model
 */
public record WildcardAlias(String pattern, String target) {}
