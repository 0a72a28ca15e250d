package io.omniroute.catalog;

/**
 * Where a fact of the catalogue comes from.
 *
 * @param id for programs, for example {@code litellm}
 * @param name for people
 * @param date when it was read: {@code 2026-02-18}, or the year alone
 */
public record Source(String id, String name, String date) {}
