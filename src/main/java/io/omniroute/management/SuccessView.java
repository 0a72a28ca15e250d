package io.omniroute.management;

/** {@code {"success":true}}. */
public record SuccessView(boolean success) {
    static final SuccessView DONE = new SuccessView(true);
}
