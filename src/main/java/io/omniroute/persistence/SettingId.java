package io.omniroute.persistence;

/** The key of a setting's row; the names are those of {@link SettingRow}. */
record SettingId(String namespace, String name) {}
