package io.omniroute.domain.secret;

/** Where a secret rests; bound into the seal, so that a sealed value cannot be moved to another row or column. */
public record SecretPlace(String table, String column, String rowId) {}
