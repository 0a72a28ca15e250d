package io.omniroute.management;

/** A sentence for people. */
public record MessageView(String message) {}
