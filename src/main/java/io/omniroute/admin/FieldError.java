package io.omniroute.admin;

/** One field of a form that was not accepted; the message never repeats the value. */
public record FieldError(String field, String message) {}
